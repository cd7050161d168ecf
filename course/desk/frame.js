// What stands around every task: title, points, whether the work is saved, Check, and in a lesson Fresh documents.
import { fill, h } from "./dom.js";

const CALM = 400; // ms that a save may take before its "Saving…" is worth a word

const words = {
  saved: (_, file) => fill(_("Saved in {file}"), { file }),
  empty: (_) => _("Nothing entered yet"),
  typing: (_) => _("Saving…"),
  saving: (_) => _("Saving…"),
  waiting: (_) => _("Waiting to be saved"),
  lost: (_) => _("NOT SAVED – run this cell again"),
  refused: (_) => _("NOT SAVED"),
};

const advice = (_) =>
  _("The notebook’s kernel does not answer. What you typed is kept on this page: run this cell again and it is saved.");

const patience = {
  waiting: (_) => _("The notebook is still at work on another cell. What you typed is kept on this page and is saved as soon as that cell is done. You can go on typing."),
  busy: (_) => _("The notebook is still at work on another cell. You get your answer as soon as that cell is done."),
};

/** The saved / not saved line, and beneath it what to do when it is not. `set(status, reason)`: see link.js. */
function statusLine(head, _, retry) {
  const line = h("span", { role: "status" });
  const alarm = h("p", { class: "bo-alarm", role: "alert", hidden: true });
  const calm = h("p", { class: "bo-note", role: "status", hidden: true });
  const again = h("button", { type: "button", class: "bo-button", hidden: true, onclick: retry }, _("Save again"));
  const node = h("div", { class: "bo-status" }, h("span", { class: "bo-status-dot", "aria-hidden": "true" }), line, again);
  let timer = null;

  const say = (element, text) => {
    if (element.textContent !== text) element.textContent = text; // not the same words to a screen reader again
  };

  function set(status, reason) {
    const now = node.dataset.status;
    if (now === "waiting" && status === "typing") return; // it says more
    say(calm, patience[status]?.(_) ?? "");
    calm.hidden = !calm.textContent;
    if (status === "busy" || status === "reached" && now !== "lost") return; // nothing new of what was typed
    const shown = status === "reached" ? (head.started ? "saved" : "empty") : status;
    if (shown === "saved") head.started = true;
    node.dataset.status = shown;
    clearTimeout(timer);
    const text = words[shown](_, head.file);
    if (shown === "saving" || shown === "typing") timer = setTimeout(say, CALM, line, text);
    else say(line, text);
    again.hidden = shown !== "refused";
    say(alarm, shown === "lost" ? advice(_) : shown === "refused" ? reason : "");
    alarm.hidden = !alarm.textContent;
  }

  set(head.started ? "saved" : "empty");
  return { node, notes: [alarm, calm], set };
}

/** The line that an earlier task, which this sheet was made from, has been worked on since. `show(title)`. */
function behindLine(_, renew) {
  const words = h("span");
  const node = h("p", { class: "bo-note bo-behind", role: "status", hidden: true }, words, " ",
    h("button", { type: "button", class: "bo-button", onclick: renew }, _("Load it")));
  function show(title) {
    node.hidden = !title;
    words.textContent = title ? fill(_("“{title}” has changed since this sheet was made from it. What you entered here stays."), { title }) : "";
  }
  return { node, show };
}

/** One line of a report: its state in a word as well as in colour. */
const reportLine = (line) => h("li", { class: "bo-report-line", "data-state": line.state },
  h("span", { class: "bo-mark" }, line.word), h("span", {}, line.text));

/** Shows what Check found: `{ headline, good, lines: [{ state, word, text }] }`, in a lesson `{ html }`. */
function showReport(box, report) {
  box.hidden = false;
  if (report.html) {
    box.innerHTML = report.html; // made and escaped by course.tasks.explain
    return;
  }
  box.replaceChildren(h("p", { class: "bo-report-head", "data-good": String(report.good) }, report.headline),
    h("ul", {}, (report.lines ?? []).map(reportLine)));
}

/** Builds the frame into `root`; the tray and the tool find their places in `bench`. */
export function buildFrame(root, { head, id, _, actions }) {
  const status = statusLine(head, _, actions.retry);
  const behind = behindLine(_, actions.renew);
  behind.show(head.behind);
  const bench = h("div", { class: "bo-bench" });
  const box = h("div", { class: "bo-report", role: "region", "aria-label": `${_("What Check found")}: ${head.title}`, tabindex: "-1", hidden: true });
  const check = h("button", { type: "button", class: "bo-button bo-primary" }, head.button[0] ?? _("Check"));
  check.addEventListener("click", async () => {
    check.setAttribute("aria-busy", "true");
    try {
      showReport(box, await actions.check());
    } catch (error) {
      showReport(box, { headline: error.message || advice(_), good: false });
    } finally {
      box.focus({ preventScroll: true });
      box.scrollIntoView({ block: "nearest" });
      check.removeAttribute("aria-busy");
    }
  });
  const fresh = head.lesson && head.can_deal
    ? h("button", { type: "button", class: "bo-button", onclick: actions.fresh }, _("Fresh documents")) : null;
  root.replaceChildren(
    h("header", { class: "bo-head" },
      h("div", {}, h("h3", { class: "bo-title", id: `${id}-title`, tabindex: "-1" }, head.title),
        head.worth ? h("span", { class: "bo-worth" }, head.worth) : null),
      status.node),
    ...status.notes,
    head.instructions ? h("p", { class: "bo-instructions" }, head.instructions) : "",
    head.note ? h("p", { class: "bo-note", role: "status" }, head.note) : "",
    behind.node,
    bench,
    h("footer", { class: "bo-foot" }, h("div", { class: "bo-actions" }, check, fresh,
      h("span", { class: "bo-foot-note" }, head.button[1] ?? (head.lesson
        ? _("Check explains what it finds. Each check tells you a little more.")
        : _("Check looks whether your work is complete and can be read, not whether it is right.")))), box));
  return { bench, status, behind, closeReport: () => { box.hidden = true; } };
}
