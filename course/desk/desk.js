// The desk: the frame, the tray of papers, and the tool that the task is worked with, on one line to the kernel.
//
// A tool is a function `mount(root, desk)` that returns { commit(), unmount(), focus() }. What it gets as `desk`:
//   layout, state      plain data from the kernel (the handout's layout; the open answer's state())
//   kind, title, lesson, language, id (a prefix for element ids)
//   send(message)      -> Promise of the open answer's reply; op "set" is a change that must reach the file
//   typing()           something was typed that is not sent yet: the frame says "Saving…"
//   on(event, handler) "changed": another desk on the same file changed something; "state": the whole state anew;
//                      "late": a reply that came after send had given up
//   layFor(words)      turns the tray to the paper whose number is among the words
//   _(text)            the learner's language; say(text): polite, for screen readers
//   signal             aborted when the desk goes
import { mountChart } from "./chart.js";
import { h } from "./dom.js";
import { mountForm } from "./form.js";
import { buildFrame } from "./frame.js";
import { guardKeys } from "./keys.js";
import { openLink } from "./link.js";
import { mountMatch } from "./match.js";
import { mountSheet } from "./sheet/sheet.js";
import { mountTray } from "./tray.js";

const TOOLS = { quiz: mountForm, form: mountForm, match: mountMatch, order: mountForm, chart: mountChart, sheet: mountSheet, journal: mountSheet };

/** One translation for the whole desk: the catalogue comes from Python, a text without one stays English. */
const translate = (words) => (text) => words[text] ?? text;

/** Is this a sheet of few columns? Then the papers beside it get the room. Widths are in characters. */
const isNarrow = (plan) => plan.columns?.reduce((sum, column) => sum + column.width, 0) <= 60;

/** One handout on the desk. Returns { commit, unmount }. */
function layOut(root, model, link, setStatus) {
  const head = { ...model.get("head") };
  const _ = translate(model.get("words"));
  const going = new AbortController();
  const id = `bo-${model.get("head").task}-${Math.random().toString(36).slice(2, 8)}`;
  const live = h("div", { class: "bo-live", "aria-live": "polite" });
  let tool = null;

  const actions = {
    retry: () => link.send({ op: "save" }),
    check: async () => {
      await tool.commit();
      return (await link.send({ op: "check" })).report;
    },
    fresh: async () => {
      await tool.commit();
      await link.send({ op: "fresh" });
    },
    renew: async () => {
      await tool.commit();
      await link.send({ op: "renew" });
    },
  };
  root.setAttribute("aria-labelledby", `${id}-title`);
  root.dataset.kind = head.kind;
  root.toggleAttribute("data-narrow", isNarrow(model.get("plan")));
  const frame = buildFrame(root, { head, id, _, actions });
  setStatus(frame.status.set);
  link.on("behind", (title) => frame.behind.show(title), going.signal);
  root.append(live);

  const desk = {
    id, _, title: head.title, kind: head.kind, lesson: head.lesson, language: head.language,
    layout: model.get("plan"), state: model.get("answer"), signal: going.signal,
    send: (message) => link.send(message),
    typing: () => frame.status.set("typing"),
    on: (event, handler) => link.on(event, handler, going.signal),
    say: (text) => { live.textContent = text; },
  };
  const place = h("div", { class: "bo-tool" });
  const papers = model.get("papers");
  const tray = papers.length
    ? mountTray(frame.bench, desk, { papers, style: model.get("paper_style"), view: model.get("view"), root })
    : null;
  desk.layFor = (words) => tray?.layFor(words);
  frame.bench.append(place);
  tool = TOOLS[head.kind](place, desk);
  return {
    commit: () => tool.commit(),
    unmount() {
      tool.unmount();
      going.abort();
    },
  };
}

/** anywidget's entry: called once a view; what it returns is called when the view goes. */
function render({ model, el }) {
  const root = h("section", { class: "bo-desk", lang: model.get("head").language });
  el.append(root);
  requestAnimationFrame(() => root.closest(".jp-Notebook")?.classList.add("bo-page")); // once the page holds it
  const closing = new AbortController();
  let setStatus = () => {};
  let current = null;
  const link = openLink(model, model.get("head").key, (status, why) => setStatus(status, why));
  const show = () => {
    current?.unmount();
    current = layOut(root, model, link, (set) => { setStatus = set; });
  };
  guardKeys(root, closing.signal);
  show();
  link.on("handout", () => {
    const isHere = root.contains(document.activeElement); // on a button that goes: the keyboard begins again at the top
    show();
    if (isHere) root.querySelector(".bo-title").focus({ preventScroll: true });
    root.scrollIntoView({ block: "nearest" });
  }, closing.signal);
  link.resendKept();
  link.send({ op: "hello", revision: model.get("revision") }); // after what was kept, so that the answer shows it
  // a page that is being left gets its last words out at once
  const lastWords = () => current.commit().catch?.(() => {});
  window.addEventListener("pagehide", lastWords, { signal: closing.signal });
  document.addEventListener("visibilitychange", lastWords, { signal: closing.signal });
  return () => {
    current.unmount();
    closing.abort();
    link.close();
  };
}
