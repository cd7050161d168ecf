// What the panels of the bar ask. A panel is a list of nodes; `send(message, told)` does it, `leave()` goes back.
import { fill, h } from "../dom.js";
import { columnName, refOf } from "./address.js";
import { covers, listAround, rangeOf, withoutLabels } from "./list_region.js";

let panelNumber = 0; // for names of radio buttons that are unique on the page

const columnLabel = (contents, column) => `${columnName(column)} · ${contents.columns[column - 1].label}`;

function columnSelect(contents, box, chosen, label) {
  const select = h("select", { class: "bo-input" });
  for (let column = box.left; column <= box.right; column++) {
    select.append(h("option", { value: String(column) }, columnLabel(contents, column)));
  }
  select.value = String(chosen);
  return { select, node: h("label", { class: "bo-sheet-choice" }, h("span", {}, label), select) };
}

// One of several, the first one chosen unless `chosen` says another.
function radios(legend, options, chosen = options[0].key) {
  const name = `bo-panel-${++panelNumber}`;
  const inputs = options.map(({ key }) => h("input", { type: "radio", name, value: key, checked: key === chosen }));
  const lines = options.map(({ label }, at) => h("label", { class: "bo-option" }, inputs[at], h("span", {}, label)));
  const node = h("fieldset", { class: "bo-sheet-choice" }, h("legend", {}, legend), lines);
  return { node, get value() { return inputs.find((input) => input.checked)?.value; } };
}

const buttons = (...made) => h("div", { class: "bo-actions" }, made);

const press = (label, action, primary = false) =>
  h("button", { type: "button", class: primary ? "bo-button bo-primary" : "bo-button", onclick: action }, label);

const notInList = (_, leave) => [
  h("p", {}, _("Choose a cell of the list first: one beneath a heading in row 1.")),
  buttons(press(_("Close"), leave)),
];

export function sortPanel({ contents, cursor }, { _ }, send, leave) {
  const list = listAround(contents, cursor.place);
  if (list.top > 1 || list.bottom < 2) return notInList(_, leave);
  const marked = withoutLabels(cursor.box);
  const whole = withoutLabels(list);
  const oneCell = cursor.box.top === cursor.box.bottom && cursor.box.left === cursor.box.right;
  const partial = !oneCell && !covers(marked, whole);
  const by = columnSelect(contents, list, cursor.place.column, _("Sort by"));
  const way = radios(_("Order"), [
    { key: "up", label: _("Smallest first, A to Z, oldest first") },
    { key: "down", label: _("Largest first, Z to A, latest first") },
  ]);
  const names = { marked: rangeOf(marked), list: rangeOf(whole) };
  const extent = partial && radios(
    fill(_("You have marked {marked}. Beside it are cells of the same rows; the whole list is {list}."), names),
    [{ key: "whole", label: _("Extend to the whole list") }, { key: "marked", label: _("Sort only what is marked") }],
  );
  const sort = () => {
    const box = extent && extent.value === "marked" ? marked : whole;
    const wanted = Number(by.select.value);
    const column = wanted >= box.left && wanted <= box.right ? wanted : box.left;
    const told = fill(_("{range} sorted by {column}. Ctrl+Z takes it back."),
      { range: rangeOf(box), column: columnLabel(contents, column) });
    send({ op: "sort", box, column, down: way.value === "down" }, told);
  };
  return [by.node, way.node, extent ? extent.node : "", buttons(press(_("Sort"), sort, true), press(_("Cancel"), leave))];
}

// How often each text stands in the column, in the order of the rows.
function textsIn(contents, list, column) {
  const counts = new Map();
  for (let row = list.top + 1; row <= list.bottom; row++) {
    const text = contents.shown(refOf(row, column));
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort(([one], [other]) => one.localeCompare(other, undefined, { numeric: true }));
}

export function filterPanel({ contents, cursor }, { _ }, send, leave) {
  const list = listAround(contents, cursor.place);
  if (list.top > 1 || list.bottom < 2) return notInList(_, leave);
  const { filter } = contents;
  const by = columnSelect(contents, list, filter?.column ?? cursor.place.column, _("Look at column"));
  const texts = h("div", { class: "bo-sheet-texts" });
  const offer = () => {
    const column = Number(by.select.value);
    const on = (text) => filter?.column === column && filter.values.includes(text);
    texts.replaceChildren(...textsIn(contents, list, column).map(([text, count]) => h("label", { class: "bo-option" },
      h("input", { type: "checkbox", value: text, checked: on(text) }), h("span", {}, `${text || _("(empty)")} (${count})`))));
  };
  by.select.addEventListener("change", offer);
  offer();
  const ask = (values, told) => send({ op: "filter", block: rangeOf(list), column: Number(by.select.value), values }, told);
  const some = () => {
    const values = [...texts.querySelectorAll("input:checked")].map((input) => input.value);
    if (values.length) ask(values, _("Filtered. The other rows are hidden, not deleted."));
  };
  return [
    by.node,
    h("fieldset", { class: "bo-sheet-choice" }, h("legend", {}, _("Show only rows with")), texts),
    buttons(press(_("Filter"), some, true), press(_("Show all rows"), () => ask(null, _("All rows are shown."))),
      press(_("Cancel"), leave)),
  ];
}

export function formatPanel({ contents, cursor }, { _ }, send, leave) {
  const { row, column } = cursor.place;
  const { box } = cursor;
  const now = contents.formats[refOf(row, column)] ?? "general";
  const offered = contents.formatsOffered;
  const legend = fill(_("Number format of {range}"), { range: rangeOf(box) });
  const choice = radios(legend, offered, offered.some(({ key }) => key === now) ? now : "general");
  const apply = () => send({ op: "format", box, format: choice.value },
    _("The format is changed. What is in the cells is what it was."));
  return [choice.node, buttons(press(_("Apply"), apply, true), press(_("Cancel"), leave))];
}
