// What stands around the grid: the formula bar above it, control totals, notes and help beneath it.
import { h } from "../dom.js";

let sheetFrames = 0; // for ids that are unique on the page

export class SheetFrame {
  constructor(desk) {
    const { _ } = desk;
    this.ref = h("span", { class: "bo-sheet-ref" });
    this.content = h("span", { class: "bo-sheet-content" });
    this.hint = h("span", { class: "bo-sheet-hint" });
    this.totals = h("dl", { class: "bo-sheet-totals" });
    this.note = h("p", { class: "bo-sheet-note" });
    this.help = h("p", { class: "bo-sheet-help", id: `bo-sheet-help-${++sheetFrames}` },
      desk.layout.tools.length
        ? _("Type to fill a cell. Shift and arrows mark, Ctrl+Z takes back. Alt+↓ goes to the tools above. Esc, then Tab leaves the sheet.")
        : _("Type to fill a cell. Tab goes right, Enter goes down, F2 edits, Ctrl+Z takes back. Esc, then Tab leaves the sheet."));
  }

  assemble(root, grid, tools) {
    // The bar repeats what the grid says to a screen reader already.
    const bar = h("div", { class: "bo-sheet-bar", "aria-hidden": "true" }, this.ref, this.content, this.hint);
    const foot = h("div", { class: "bo-sheet-foot" }, this.note, this.help);
    this.node = h("div", { class: "bo-sheet" }, tools, bar, grid, this.totals, foot);
    root.append(this.node);
  }

  showCell(ref, text, hint) {
    this.ref.textContent = ref;
    this.content.textContent = text;
    this.hint.textContent = hint;
  }

  showNote(sentence) {
    this.note.textContent = sentence;
  }

  showTotals(totals) {
    this.totals.hidden = totals.length === 0;
    const shown = ({ label, shown: figure, ok }) =>
      h("div", { class: ok ? "bo-sheet-total" : "bo-sheet-total bo-off" }, h("dt", {}, label), h("dd", {}, figure));
    this.totals.replaceChildren(...totals.map(shown));
  }
}
