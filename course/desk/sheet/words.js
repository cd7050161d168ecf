// What the sheet says of a cell, on screen and to a screen reader.
import { fill } from "../dom.js";
import { isFormula } from "./formula.js";

// Why the cell cannot be read as what it ought to be; "" if it can, or while it is still being saved.
function complaint(contents, ref, column, _) {
  if (!contents.isWrong(ref, column)) return "";
  return contents.cell(ref).problem || _("There is no account with this number.");
}

// What stands beside the content of the current cell in the formula bar.
export function cellHint(contents, ref, { row, column }, _) {
  if (row === 1) return contents.columns[column - 1].help;
  if (contents.isLocked(ref)) return _("Filled in beforehand; it cannot be changed.");
  return complaint(contents, ref, column, _) || contents.accountName(ref, column) || contents.columns[column - 1].help;
}

// The same while the cell is being typed into: nothing is judged yet.
export function editingHint(contents, ref, { column }, text) {
  const name = contents.kind(ref, column) === "account" ? contents.accountNames.get(text.trim()) : "";
  return name || contents.columns[column - 1].help;
}

// What a screen reader does not get from the cell itself.
export function cellNews(contents, ref, { column }, _) {
  const text = contents.text(ref);
  const formula = isFormula(text) ? fill(_("Formula {formula}"), { formula: text }) : "";
  return [formula, complaint(contents, ref, column, _)].filter(Boolean).join(". ");
}
