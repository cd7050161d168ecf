// What stands around every task: title, points, whether the work is saved, Check, and in a lesson Fresh documents.
import { fill, h } from "./dom.js";

const STATUS = {
  saved: (_, head) => fill(_("Saved in {file}"), { file: head.file }),
  reached: (_, head) => (head.started ? fill(_("Saved in {file}"), { file: head.file }) : _("Nothing entered yet")),
  typing: (_) => _("Saving…"),
  saving: (_) => _("Saving…"),
  lost: (_) => _("NOT SAVED – run this cell again"),
  refused: (_) => _("NOT SAVED"),
};

/** The saved / not saved line. `set(status, reason)` with the statuses above. */
function statusLine(head, _, retry) {
  const words = h("span", { role: "status" });
  const reason = h("p", { class: "bo-alarm", role: "alert", hidden: true });
  const again = h("button", { type: "button", class: "bo-button", hidden: true, onclick: retry }, _("Save again"));
  const node = h("div", { class: "bo-status" }, h("span", { class: "bo-status-dot", "aria-hidden": "true" }), words, again);
  function set(status, why) {
    if (status === "saved") head.started = true;
    node.dataset.status = status;
    const text = STATUS[status](_, head);
    if (words.textContent !== text) words.textContent = text;
    again.hidden = status !== "refused";
    const alarm = status === "lost"
      ? _("The notebook’s kernel does not answer. What you typed is kept on this page: run this cell again and it is saved.")
      : status === "refused" ? why : "";
    reason.hidden = !alarm;
    if (reason.textContent !== alarm) reason.textContent = alarm;
  }
  set("reached");
  return { node, reason, set };
}

/** One line of a report: its state in a word as well as in colour. */
function reportLine(line) {
  return h("li", { class: "bo-report-line", "data-state": line.state },
    h("span", { class: "bo-mark" }, line.word),
    h("div", {}, h("strong", {}, line.label), line.text ? h("p", {}, line.text) : null,
      line.where ? h("p", { class: "bo-where" }, line.where) : null,
      line.worked ? h("p", { class: "bo-worked" }, line.worked) : null));
}

/** Shows what Check found: `{ headline, good, lines: [{ state, word, label, text, where, worked }] }`. */
function showReport(box, report) {
  box.replaceChildren(h("p", { class: "bo-report-head", "data-good": String(report.good) }, report.headline),
    h("ul", {}, report.lines.map(reportLine)));
  if (report.note) box.append(h("p", { class: "bo-report-note" }, report.note));
  box.hidden = false;
}

/** Builds the frame into `root`; the tray and the tool find their places in `bench`. */
export function buildFrame(root, { head, id, _, actions }) {
  const status = statusLine(head, _, actions.retry);
  const bench = h("div", { class: "bo-bench" });
  const box = h("div", { class: "bo-report", role: "region", "aria-label": _("What Check found"), tabindex: "-1", hidden: true });
  const check = h("button", { type: "button", class: "bo-button bo-primary" }, _("Check"));
  check.addEventListener("click", async () => {
    check.setAttribute("aria-busy", "true");
    try {
      showReport(box, await actions.check());
      box.focus({ preventScroll: true });
      box.scrollIntoView({ block: "nearest" });
    } catch {
      // the status line has said why
    } finally {
      check.removeAttribute("aria-busy");
    }
  });
  const fresh = head.lesson && head.can_deal
    ? h("button", { type: "button", class: "bo-button", onclick: actions.fresh }, _("Fresh documents")) : null;
  root.replaceChildren(
    h("header", { class: "bo-head" },
      h("div", {}, h("h3", { class: "bo-title", id: `${id}-title` }, head.title),
        h("p", { class: "bo-points" }, head.worth)),
      status.node),
    status.reason,
    head.instructions ? h("p", { class: "bo-instructions" }, head.instructions) : "",
    head.note ? h("p", { class: "bo-note", role: "status" }, head.note) : "",
    bench,
    h("footer", { class: "bo-foot" }, h("div", { class: "bo-actions" }, check, fresh,
      h("span", { class: "bo-foot-note" }, head.lesson
        ? _("Check explains what it finds. Each check tells you a little more.")
        : _("Check looks whether your work is complete and can be read, not whether it is right."))), box));
  return { bench, status, closeReport: () => { box.hidden = true; } };
}
