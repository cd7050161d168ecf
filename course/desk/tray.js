// The tray: the papers that the task is about. Each is shown in a shadow root, so that its style stays on the paper.
// Tabs turn the papers, and so do Alt+PageDown and Alt+PageUp wherever the learner is at the desk.
import { fill, h } from "./dom.js";
import { printPapers } from "./print.js";

const LARGEST_ZOOM = 1.3; // a short receipt need not become a poster
const OWN_WIDTH = "760px"; // a sheet of paper at its own size

/** The paper itself: shows one, scaled to the width there is or in its own size. */
function paperView(style, _) {
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
function paperTabs(papers, id, _, turned) {
  const tabs = papers.map((paper, at) => h("button", {
    type: "button", role: "tab", id: `${id}-tab-${at}`, class: "bo-tab", "aria-controls": `${id}-paper`, title: paper.title,
    onclick: () => turned(at),
  }));
  const node = h("div", { class: "bo-tabs", role: "tablist", "aria-label": _("Papers") }, tabs);
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

/** Puts the tray on the bench. `view` is what the kernel remembers: { paper, done, side, fit }. */
export function mountTray(bench, desk, { papers, style, view, root }) {
  const { _, id } = desk;
  const done = new Set(view.done ?? []);
  const settings = { side: view.side ?? true, fit: view.fit ?? true };
  const paper = paperView(style, _);
  paper.scroller.id = `${id}-paper`;
  const tabs = paperTabs(papers, id, _, open);
  const count = h("span", { class: "bo-paper-count" });
  const title = h("span", { class: "bo-paper-title" });
  const tick = h("input", { type: "checkbox", id: `${id}-done` });
  const side = pressButton(_("Side by side"), () => flip("side"), { "data-for": "side" });
  const fit = pressButton(_("Fit to width"), () => flip("fit"));
  let at = Math.max(0, papers.findIndex((one) => one.number === view.paper));

  function remember() {
    desk.send({ op: "view", view: { paper: papers[at].number, done: [...done], ...settings } });
  }

  function paint() {
    tabs.paint(at, done);
    tick.checked = done.has(papers[at].number);
    count.textContent = fill(_("Paper {number} of {all}"), { number: at + 1, all: papers.length });
    title.textContent = papers[at].title;
    paper.scroller.setAttribute("aria-labelledby", `${id}-tab-${at}`);
    for (const [button, on] of [[side, settings.side], [fit, settings.fit]]) button.setAttribute("aria-pressed", String(on));
    bench.classList.toggle("bo-side", settings.side);
  }

  function open(index, quietly = false) {
    at = (index + papers.length) % papers.length;
    paint();
    paper.show(papers[at]);
    if (quietly) return;
    desk.say(`${count.textContent}: ${papers[at].title}`);
    remember();
  }

  function flip(name) {
    settings[name] = !settings[name];
    paint();
    paper.setFit(settings.fit);
    remember();
  }

  tick.addEventListener("change", () => {
    if (tick.checked) done.add(papers[at].number);
    else done.delete(papers[at].number);
    paint();
    remember();
  });
  root.addEventListener("keydown", (event) => {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    open(at + step);
  }, { capture: true, signal: desk.signal });
  desk.signal.addEventListener("abort", paper.stop);

  const print = (chosen) => () => printPapers(chosen(), style, desk);
  bench.append(h("section", { class: "bo-tray", "aria-label": _("Papers") },
    h("div", { class: "bo-tray-bar" }, tabs.node,
      h("div", { class: "bo-tray-tools" }, side, fit,
        pressButton(_("Print"), print(() => [papers[at]])),
        papers.length > 1 ? pressButton(_("Print all"), print(() => papers)) : null)),
    paper.scroller,
    h("div", { class: "bo-tray-foot" },
      pressButton(_("Previous"), () => open(at - 1), { title: "Alt+PageUp" }),
      h("span", { class: "bo-paper-where" }, count, title),
      pressButton(_("Next"), () => open(at + 1), { title: "Alt+PageDown" }),
      h("label", { class: "bo-done", for: `${id}-done` }, tick, _("Done with this paper")))));
  open(at, true);
  paper.setFit(settings.fit);
}
