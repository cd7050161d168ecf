// What the grid has to know of formulas: their references move when a formula is copied, and can be pointed at.
import { columnName, columnNumber } from "./address.js";

// Strings stay as they are; a name that ends like a reference (LOG10(, Q1_total) is none.
const FORMULA_PIECE = /"(?:[^"]|"")*"|(?<![A-Za-z0-9_.$])(\$?)([A-Za-z]{1,3})(\$?)([0-9]+)(?![A-Za-z0-9_(.])/g;

export function isFormula(text) {
  return text.startsWith("=");
}

// The formula as it reads some rows further down and columns to the right; what leaves the sheet becomes #REF!.
export function shiftFormula(text, down, right) {
  if (!isFormula(text)) return text;
  return text.replace(FORMULA_PIECE, (piece, fixedColumn, letters, fixedRow, digits) => {
    if (letters === undefined) return piece;
    const column = columnNumber(letters.toUpperCase()) + (fixedColumn ? 0 : right);
    const row = Number(digits) + (fixedRow ? 0 : down);
    return column < 1 || row < 1 ? "#REF!" : fixedColumn + columnName(column) + fixedRow + row;
  });
}

// May a reference stand where the caret is? After "=", an operator, a bracket or a separator.
export function takesReference(text, caret) {
  return isFormula(text) && /[=+\-*/^&<>(;,:]\s*$/.test(text.slice(0, caret));
}
