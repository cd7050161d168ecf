// The tray: the papers that the task is about, each in a shadow root of its own so that its style stays on the paper.
import { fill, h } from "./dom.js";

export function mountTray(bench, desk, { papers, style, view, root }) {
  const _ = desk._;
  const sheet = h("div", { class: "bo-paper" });
  const shadow = sheet.attachShadow({ mode: "open" });
  const count = h("span", { class: "bo-paper-count" });
  let at = Math.max(0, papers.findIndex((paper) => paper.number === view.paper));

  function open(index) {
    at = (index + papers.length) % papers.length;
    const page = h("div", { class: "page" });
    page.innerHTML = papers[at].html; // written by the course's own templates with autoescape, never by a learner
    shadow.replaceChildren(h("style", {}, style), page);
    count.textContent = fill(_("Paper {number} of {all}"), { number: at + 1, all: papers.length });
  }
  const turn = (step) => () => open(at + step);
  bench.append(h("section", { class: "bo-tray", "aria-label": _("Papers") },
    h("div", { class: "bo-tray-bar" },
      h("button", { type: "button", class: "bo-button", onclick: turn(-1) }, _("Previous")),
      count,
      h("button", { type: "button", class: "bo-button", onclick: turn(1) }, _("Next"))),
    h("div", { class: "bo-paper-scroll", tabindex: "0", role: "region", "aria-label": _("Paper") }, sheet)));
  open(at);
  void root;
}
