// The tray: the papers that the task is about. Each is shown in a shadow root, so that its style stays on the paper.
// Tabs turn the papers, and so do Alt+PageDown and Alt+PageUp wherever the learner is at the desk.
import { fill, h } from "./dom.js";
import { printPapers } from "./print.js";

const LARGEST_ZOOM = 1.3; // a short receipt need not become a poster
const OWN_WIDTH = "760px"; // a sheet of paper at its own size

/** The paper itself: shows one, scaled to the width there is or in its own size. */
function paperView(style) {
  const host = h("div", { class: "bo-paper" });
  const shadow = host.attachShadow({ mode: "open" });
  const scroller = h("div", { class: "bo-paper-scroll", role: "tabpanel", tabindex: "0" }, host);
  let fit = true;

  function scale() {
    host.style.zoom = "1";
    host.style.width = fit ? "" : OWN_WIDTH; // a paper lays itself out in the width it is given
    const room = scroller.clientWidth - 24;
    const needed = host.scrollWidth;
    if (fit && room > 0 && needed > 0) host.style.zoom = String(Math.min(LARGEST_ZOOM, room / needed));
  }

  function show(paper) {
    const page = h("div", { class: "page", lang: paper.language });
    page.innerHTML = paper.html; // the course's own templates, escaped there; nothing that a learner typed
    shadow.replaceChildren(h("style", {}, style), page);
    scroller.scrollTo(0, 0);
    scale();
  }

  const watch = new ResizeObserver(scale);
  watch.observe(scroller);
  return { scroller, show, setFit: (value) => { fit = value; scale(); }, stop: () => watch.disconnect() };
}

/** The row of tabs: a paper's number, and a tick once it is done. `turned(index)` when another is chosen. */
function paperTabs(papers, id, label, _, turned) {
  const tabs = papers.map((paper, at) => h("button", {
    type: "button", role: "tab", id: `${id}-tab-${at}`, class: "bo-tab", "aria-controls": `${id}-paper`, title: paper.title,
    onclick: () => turned(at),
  }));
  const node = h("div", { class: "bo-tabs", role: "tablist", "aria-label": label }, tabs);
  node.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    turned(next);
    tabs[next].focus();
  });
  function paint(open, done) {
    tabs.forEach((tab, at) => {
      const ticked = done.has(papers[at].number);
      tab.setAttribute("aria-selected", String(at === open));
      tab.tabIndex = at === open ? 0 : -1;
      tab.replaceChildren(h("span", {}, papers[at].number));
      if (ticked) tab.append(" ", h("span", { class: "bo-tick", role: "img", "aria-label": _("done") }, "✓"));
    });
  }
  return { node, paint };
}

const pressButton = (label, action, extra = {}) =>
  h("button", { type: "button", class: "bo-button bo-quiet", onclick: action, ...extra }, label);

class Tray {
  constructor(desk, papers, style, view) {
    const { _, id } = desk;
    Object.assign(this, { desk, papers, style, done: new Set(view.done ?? []) });
    this.settings = { side: view.side ?? true, fit: view.fit ?? true };
    this.at = Math.max(0, papers.findIndex((paper) => paper.number === view.paper));
    this.paper = paperView(style);
    this.paper.scroller.id = `${id}-paper`;
    const label = `${_("Papers")}: ${desk.title}`; // several trays on one page are told apart
    this.tabs = paperTabs(papers, id, label, _, (index) => this.turnTo(index));
    this.count = h("span", { class: "bo-paper-count" });
    this.title = h("span", { class: "bo-paper-title" });
    this.tick = h("input", { type: "checkbox", id: `${id}-done`, onchange: () => this.markDone(this.tick.checked) });
    this.side = pressButton(_("Side by side"), () => this.flip("side"), { "data-for": "side" });
    this.fit = pressButton(_("Fit to width"), () => this.flip("fit"));
    this.node = h("section", { class: "bo-tray", "aria-label": label }, this.bar(), this.paper.scroller, this.foot());
  }

  bar() {
    const { _ } = this.desk;
    const print = (label, chosen) => pressButton(label, () => printPapers(chosen(), this.style, this.desk));
    return h("div", { class: "bo-tray-bar" }, this.tabs.node,
      h("div", { class: "bo-tray-tools" }, this.side, this.fit, print(_("Print"), () => [this.papers[this.at]]),
        this.papers.length > 1 ? print(_("Print all"), () => this.papers) : null));
  }

  foot() {
    const { _ } = this.desk;
    const where = h("span", { class: "bo-paper-where" }, this.count, this.title);
    if (this.papers.length === 1) return h("div", { class: "bo-tray-foot" }, where); // nothing to turn, nothing to keep track of
    return h("div", { class: "bo-tray-foot" },
      pressButton(_("Previous"), () => this.turnTo(this.at - 1), { title: "Alt+PageUp" }),
      where,
      pressButton(_("Next"), () => this.turnTo(this.at + 1), { title: "Alt+PageDown" }),
      h("label", { class: "bo-done", for: this.tick.id }, this.tick, _("Done with this paper")));
  }

  paint() {
    const { papers, at } = this;
    this.tabs.paint(at, this.done);
    this.tick.checked = this.done.has(papers[at].number);
    const count = { number: at + 1, all: papers.length };
    this.count.textContent = papers.length > 1 ? fill(this.desk._("Paper {number} of {all}"), count) : "";
    this.title.textContent = papers[at].title;
    this.paper.scroller.setAttribute("aria-labelledby", `${this.desk.id}-tab-${at}`);
    this.side.setAttribute("aria-pressed", String(this.settings.side));
    this.fit.setAttribute("aria-pressed", String(this.settings.fit));
    this.node.parentElement.classList.toggle("bo-side", this.settings.side);
  }

  // Lay the tray on the bench, with the paper that was open last.
  layOn(bench) {
    bench.append(this.node);
    this.paint();
    this.paper.setFit(this.settings.fit);
    this.paper.show(this.papers[this.at]);
  }

  turnTo(index) {
    if (this.papers.length === 1) return;
    this.at = (index + this.papers.length) % this.papers.length;
    this.paint();
    this.paper.show(this.papers[this.at]);
    this.desk.say(`${this.count.textContent}: ${this.papers[this.at].title}`);
    this.remember();
  }

  // Lay the paper on top that a field names by its number ("Advert A-2"), so that nobody answers from another one.
  layFor(words) {
    const named = this.papers.findIndex((paper) => words.split(/[^\p{L}\p{N}-]+/u).includes(paper.number));
    if (named >= 0 && named !== this.at) this.turnTo(named);
  }

  flip(name) {
    this.settings[name] = !this.settings[name];
    this.paint();
    this.paper.setFit(this.settings.fit);
    this.remember();
  }

  markDone(done) {
    this.done[done ? "add" : "delete"](this.papers[this.at].number);
    this.paint();
    this.remember();
  }

  remember() {
    const view = { paper: this.papers[this.at].number, done: [...this.done], ...this.settings };
    this.desk.send({ op: "view", view });
  }
}

/** Puts the tray on the bench. `view` is what the kernel remembers: { paper, done, side, fit }. */
export function mountTray(bench, desk, { papers, style, view, root }) {
  const tray = new Tray(desk, papers, style, view);
  tray.layOn(bench);
  root.addEventListener("keydown", (event) => {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    tray.turnTo(tray.at + step);
  }, { capture: true, signal: desk.signal });
  desk.signal.addEventListener("abort", tray.paper.stop);
  return tray;
}
