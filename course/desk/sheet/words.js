// What the sheet says of a cell, on screen and to a screen reader.
import { fill } from "../dom.js";
import { isFormula } from "./formula.js";
import { functionAround, suggestions } from "./formula_typing.js";

const MOST_OFFERED = 6;

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

// What a formula may go on with at the caret: names of functions, or what goes between the brackets.
export function formulaHint(contents, text, caret, _) {
  const offered = suggestions(contents.functions, text, caret);
  if (!offered.length) {
    const around = functionAround(contents.functions, text, caret);
    return around ? `${around.name}(${around.gaps})` : "";
  }
  const [first, ...others] = offered.slice(0, MOST_OFFERED).map(({ name }) => name);
  return [fill(_("Tab takes {name}"), { name: first }), ...others].join(" · ");
}

// The same while the cell is being typed into: nothing is judged yet.
export function editingHint(contents, ref, { column }, { text, input }, _) {
  const ofFormula = formulaHint(contents, text, input.selectionStart, _);
  if (ofFormula) return ofFormula;
  const name = contents.kind(ref, column) === "account" ? contents.accountNames.get(text.trim()) : "";
  return name || contents.columns[column - 1].help;
}

// What a screen reader does not get from the cell itself.
export function cellNews(contents, ref, { column }, _) {
  const text = contents.text(ref);
  const formula = isFormula(text) ? fill(_("Formula {formula}"), { formula: text }) : "";
  return [formula, complaint(contents, ref, column, _)].filter(Boolean).join(". ");
}
