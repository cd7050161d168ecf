// A chart: the form that describes it, the sheet it is made of, and the picture, drawn anew after every change.
import { h } from "./dom.js";
import { mountForm } from "./form.js";

// A column of figures stands on the right, its heading too, as in the sheet itself.
const isFigure = (text) => /^-?[\d.,]+$/.test(text);
const sidesOf = ([first, ...rows]) => first.map((_, column) => (rows.some((row) => isFigure(row[column])) ? "bo-chart-figures" : null));

class ChartPane {
  constructor(desk) {
    this.desk = desk;
    const { _ } = desk;
    this.sheet = h("div", { class: "bo-chart-sheet", role: "region", "aria-label": `${_("The sheet of the chart")}: ${desk.title}`, tabindex: "0" });
    this.whose = h("p", { class: "bo-chart-whose" });
    this.note = h("p", { class: "bo-chart-note", role: "status" });
    this.light = h("img", { class: "bo-chart-light", alt: "" });
    this.dark = h("img", { class: "bo-chart-dark", alt: "" });
    this.words = h("details", { class: "bo-chart-words" }, h("summary", {}, _("The chart in words")), h("p", {}));
    this.figure = h("figure", { class: "bo-chart-figure", hidden: true }, this.light, this.dark, this.words);
    this.asked = 0;
  }

  async refresh() {
    const number = ++this.asked;
    const { picture } = await this.desk.send({ op: "picture" }).catch(() => ({}));
    if (picture && number === this.asked) this.show(picture); // else a later change is on its way
  }

  show(picture) {
    this.#fillSheet(picture.sheet);
    this.whose.textContent = picture.whose ?? "";
    this.whose.hidden = !picture.whose;
    this.note.textContent = picture.note;
    this.note.hidden = !picture.note;
    this.figure.hidden = !picture.light;
    if (!picture.light) return;
    for (const [image, source] of [[this.light, picture.light], [this.dark, picture.dark]]) {
      image.src = source;
      image.alt = picture.words;
    }
    this.words.querySelector("p").textContent = picture.words;
  }

  #fillSheet([letters, ...rows]) {
    this.sheet.hidden = !letters;
    if (!letters) return;
    const head = h("tr", {}, letters.map((letter) => (letter ? h("th", { scope: "col" }, letter) : h("td", {}))));
    const sides = sidesOf(rows.map(([, ...cells]) => cells));
    const cell = (text, column) => h("td", { class: sides[column] }, text);
    const lines = rows.map(([number, ...cells]) => h("tr", {}, h("th", { scope: "row" }, number), cells.map(cell)));
    this.sheet.replaceChildren(h("table", {}, h("thead", {}, head), h("tbody", {}, lines)));
  }
}

export function mountChart(root, desk) {
  const pane = new ChartPane(desk);
  const send = (message) => {
    const sent = desk.send(message);
    if (message.op === "set") sent.then(() => pane.refresh(), () => {});
    return sent;
  };
  root.append(pane.whose, pane.sheet);
  const form = mountForm(root, { ...desk, send });
  root.append(pane.note, pane.figure);
  // The sheet may have been worked on elsewhere on the page in the meantime.
  const enter = (event) => root.contains(event.relatedTarget) || pane.refresh();
  for (const event of ["focusin", "pointerenter"]) root.addEventListener(event, enter, { signal: desk.signal });
  for (const event of ["changed", "state"]) desk.on(event, () => pane.refresh());
  desk.on("late", ({ picture }) => picture && pane.show(picture)); // the first picture takes its time on a busy machine
  pane.refresh();
  return form;
}
