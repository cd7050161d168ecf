// A match: one line a thing, and on every line the same places to choose from. Where the places are few words they stand
// beside the thing, in columns; else each line has a list. No line needs more than a letter and an arrow key.
import { fill, h } from "./dom.js";
import { FormView, describedBy, errorText } from "./form.js";

const WORDS_FIT = 44; // characters of all places together that still stand beside a thing

const firstLetters = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

/** The place that a key means: its number, or the next one whose words begin with this letter. Null if none does. */
function meantPlace(options, key, chosen) {
  if (/^[1-9]$/.test(key)) return options[Number(key) - 1] ?? null;
  const fitting = options.filter((option) => firstLetters(option.label).startsWith(firstLetters(key)));
  return fitting[(fitting.findIndex((option) => option.key === chosen) + 1) % fitting.length] ?? null;
}

/** The places as radios beside the thing. */
function placesInWords(id, field, changed) {
  const inputs = field.options.map((option, at) => h("input",
    { type: "radio", name: id, id: `${id}-${at}`, value: option.key, onchange: () => changed(true) }));
  const get = () => inputs.find((input) => input.checked)?.value ?? "";
  const set = (value) => inputs.forEach((input) => { input.checked = input.value === value; });
  const node = h("div", { class: "bo-match-line", role: "radiogroup", "aria-labelledby": `${id}-thing`, "aria-describedby": describedBy(id, field) },
    h("span", { class: "bo-match-thing", id: `${id}-thing` }, field.label),
    h("div", { class: "bo-match-places" }, field.options.map((option, at) =>
      h("label", { class: "bo-option", for: `${id}-${at}` }, inputs[at], h("span", {}, option.label)))),
    errorText(id));
  node.addEventListener("keydown", (event) => {
    if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
    const meant = meantPlace(field.options, event.key, get());
    if (!meant) return;
    event.preventDefault();
    set(meant.key);
    inputs[field.options.indexOf(meant)].focus();
    changed(true);
  });
  return { node, entry: inputs[0], get, set, focus: () => (inputs.find((input) => input.checked) ?? inputs[0]).focus() };
}

/** The places as a list that opens; a first letter chooses without opening it. */
function placesInList(id, field, changed, _) {
  const select = h("select", { id, class: "bo-input", "aria-describedby": describedBy(id, field) },
    h("option", { value: "" }, _("Please choose")),
    field.options.map((option) => h("option", { value: option.key }, option.label)));
  select.addEventListener("change", () => changed(true));
  const node = h("div", { class: "bo-match-line" },
    h("label", { class: "bo-match-thing", for: id }, field.label), select, errorText(id));
  return { node, entry: select, get: () => select.value, set: (value) => { select.value = value ?? ""; }, focus: () => select.focus() };
}

class MatchView extends FormView {
  get places() {
    return this.fields[0].options;
  }

  get inWords() {
    return this.places.reduce((sum, place) => sum + place.label.length, 0) <= WORDS_FIT;
  }

  makeControl(field) {
    const changed = (done) => this.changed(field, done);
    const id = this.idOf(field);
    return this.inWords ? placesInWords(id, field, changed) : placesInList(id, field, changed, this.desk._);
  }

  assemble() {
    const { _ } = this.desk;
    const lines = this.fields.map((field) => this.controls.get(field.key).node);
    const keys = this.inWords
      ? _("Keys: up and down change the line; left and right, or a first letter, choose.")
      : _("Keys: Tab goes to the next line; a first letter chooses.");
    this.count = h("span", { class: "bo-match-count" });
    const longest = Math.max(...this.places.map((place) => place.label.length));
    const width = this.inWords ? this.places.length * (longest * 0.55 + 3.4) : 24; // em
    const node = h("div", { class: "bo-match", "data-words": String(this.inWords), style: `--bo-places: ${width}em` },
      this.inWords ? null : h("ul", { class: "bo-match-key", "aria-label": _("The places") },
        this.places.map((place) => h("li", {}, place.label))),
      lines,
      h("p", { class: "bo-match-foot" }, this.count, h("span", {}, keys)));
    if (this.inWords) node.addEventListener("keydown", (event) => this.changeLine(event));
    return node;
  }

  // Up and down go from line to line: within a line, left and right are enough.
  changeLine(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const at = this.fields.findIndex((field) => this.controls.get(field.key).node.contains(event.target));
    const next = this.fields[at + step];
    if (at >= 0 && next) this.controls.get(next.key).focus();
  }

  paintErrors() {
    super.paintErrors();
    this.paintCount();
  }

  changed(field, done) {
    super.changed(field, done);
    this.paintCount();
  }

  paintCount() {
    const placed = this.fields.filter((field) => this.controls.get(field.key).get()).length;
    this.count.textContent = fill(this.desk._("{placed} of {all} done"), { placed, all: this.fields.length });
  }
}

export function mountMatch(root, desk) {
  const view = new MatchView(desk);
  root.append(view.node);
  return view;
}
