// What stands around the grid: the formula bar above it, control totals, notes and help beneath it.
import { h } from "../dom.js";

let sheetFrames = 0; // for ids that are unique on the page

// All keys, folded away until somebody asks.
function keysList(_) {
  const lines = [
    ["F2 · Esc", _("Edit the cell · leave it as it was")],
    ["Enter · Tab", _("Down · right; with Shift back; in a marked block round and round")],
    [_("Ctrl+arrow · Ctrl+Home · Ctrl+End"), _("To the edge of the filled cells · to the start · to the end; with Shift it marks")],
    [_("Ctrl+C · Ctrl+X · Ctrl+V"), _("Copy · cut · paste")],
    [_("Ctrl+Z · Ctrl+Y"), _("Take back · do again")],
    [_("Ctrl+D · Ctrl+R"), _("Fill down · fill right, from the first cell of what is marked")],
    [_("The square at the corner"), _("Dragged, it goes on with figures, dates and formulas; a double-click fills down beside a filled column")],
    ["Alt+=", _("Sum of the figures above or beside")],
    [_("Ctrl+;"), _("Today’s date")],
    [_("= and an arrow"), _("Choose a cell for the formula; with Shift a block")],
    ["F4", _("In a formula: D2 becomes $D$2, then D$2, then $D2")],
    [_("Tab in a formula"), _("Takes the function that is offered")],
    [_("Delete"), _("Empties what is marked")],
  ];
  const entries = lines.map(([keys, what]) => [h("dt", {}, keys), h("dd", {}, what)]);
  return h("details", { class: "bo-sheet-keys" }, h("summary", {}, _("All keys of the sheet")), h("dl", {}, entries.flat()));
}

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
    this.keys = keysList(_);
  }

  assemble(root, grid, tools) {
    // The bar repeats what the grid says to a screen reader already.
    const bar = h("div", { class: "bo-sheet-bar", "aria-hidden": "true" }, this.ref, this.content, this.hint);
    const foot = h("div", { class: "bo-sheet-foot" }, this.note, this.help, this.keys);
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
