// What the sheet says of a cell, on screen and to a screen reader.
import { fill } from "../dom.js";
import { isFormula } from "./formula.js";

// Why a cell cannot be read as what its column holds.
export function complaintSentence(complaint, _) {
  return {
    "": "",
    error: _("This formula has no result. Check its spelling and the cells it uses."),
    amount: _("This is not an amount. Write it like 1,234.56."),
    number: _("This is not a number. Write it like 1,234.5."),
    date: _("This is not a date. Write it like 30/04/2026."),
    account: _("There is no account with this number."),
  }[complaint];
}

// What stands beside the content of the current cell in the formula bar.
export function cellHint(contents, ref, { row, column }, _) {
  if (row === 1) return contents.columns[column - 1].help;
  const complaint = complaintSentence(contents.complaint(ref, row, column), _);
  if (complaint) return complaint;
  if (contents.isLocked(ref)) return _("Filled in beforehand; it cannot be changed.");
  return contents.accountName(ref, column) || contents.columns[column - 1].help;
}

// What a screen reader does not get from the cell itself.
export function cellNews(contents, ref, { row, column }, _) {
  const text = contents.text(ref);
  const formula = isFormula(text) ? fill(_("Formula {formula}"), { formula: text }) : "";
  return [formula, complaintSentence(contents.complaint(ref, row, column), _)].filter(Boolean).join(". ");
}
