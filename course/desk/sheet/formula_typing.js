// Help while a formula is typed: names of functions, what goes between their brackets, $ by F4, cells in colour.
import { boxOf, placeOf, refOf } from "./address.js";
import { isFormula } from "./formula.js";

const NAMED_BLOCK = /"(?:[^"]|"")*"|(?<![A-Za-z0-9_.$])(\$?[A-Za-z]{1,3}\$?[0-9]+)(?::(\$?[A-Za-z]{1,3}\$?[0-9]+))?(?![A-Za-z0-9_(.])/g;
const ENDS_IN_NAME = /(?:^=|[=+\-*/^&<>(;,:\s])([\p{L}][\p{L}\p{N}.]*)$/u;
const placeNamed = (ref) => placeOf(ref.replaceAll("$", "").toUpperCase());

/** The blocks of cells that a formula names, in order, each once: [{ top, left, bottom, right }]. */
export function blocksIn(text) {
  if (!isFormula(text)) return [];
  const found = new Map();
  for (const [, first, last = first] of text.matchAll(NAMED_BLOCK)) {
    if (!first) continue;
    const box = boxOf(placeNamed(first), placeNamed(last));
    found.set(JSON.stringify(box), box);
  }
  return [...found.values()];
}

/** The functions that what stands before the caret may become: [{ name, gaps }], nothing once it is a cell. */
export function suggestions(functions, text, caret) {
  const begun = isFormula(text) && !inText(text, caret) ? ENDS_IN_NAME.exec(text.slice(0, caret))?.[1].toUpperCase() : "";
  if (!begun || text[caret] === "(") return [];
  return functions.filter(({ name }) => name.startsWith(begun));
}

const inText = (text, caret) => (text.slice(0, caret).match(/"/g)?.length ?? 0) % 2 === 1;

/** The function whose brackets the caret is in, or null. */
export function functionAround(functions, text, caret) {
  if (!isFormula(text) || inText(text, caret)) return null;
  const before = text.slice(0, caret).replace(/"(?:[^"]|"")*"/g, "");
  let depth = 0;
  for (let at = before.length - 1; at > 0; at--) {
    if (before[at] === ")") depth++;
    else if (before[at] === "(" && depth-- === 0) {
      const name = /[\p{L}\p{N}.]*$/u.exec(before.slice(0, at))[0].toUpperCase();
      return functions.find((each) => each.name === name) ?? null;
    }
  }
  return null;
}

const NEXT_SIGNS = { "": ["$", "$"], $$: ["", "$"], "_$": ["$", ""], $_: ["", ""] };

/** F4: the reference at the caret with the next signs, D2 -> $D$2 -> D$2 -> $D2 -> D2; a block as a whole. */
export function withNextSigns(text, caret) {
  for (const found of isFormula(text) ? text.matchAll(NAMED_BLOCK) : []) {
    const [start, end] = [found.index, found.index + found[0].length];
    if (!found[1] || caret < start || caret > end) continue;
    const [, column, row] = /^(\$?)[A-Za-z]+(\$?)/.exec(found[1]);
    const [fixedColumn, fixedRow] = NEXT_SIGNS[column && row ? "$$" : row ? "_$" : column ? "$_" : ""];
    const signed = found[0].replace(/\$?([A-Za-z]+)\$?([0-9]+)/g, (_, letters, digits) => fixedColumn + letters + fixedRow + digits);
    return { text: text.slice(0, start) + signed + text.slice(end), caret: start + signed.length };
  }
  return null;
}

/** Alt+=: the figures right above the place, else those to its left, as "D2:D9"; "" if there are none. */
export function figuresBeside(isFigure, { row, column }) {
  let top = row;
  while (top > 2 && isFigure(top - 1, column)) top--;
  if (top < row) return `${refOf(top, column)}:${refOf(row - 1, column)}`;
  let left = column;
  while (left > 1 && isFigure(row, left - 1)) left--;
  return left < column ? `${refOf(row, left)}:${refOf(row, column - 1)}` : "";
}

/** Today, as the learner writes it. */
export function todayAs(language, now = new Date()) {
  const [day, month] = [now.getDate(), now.getMonth() + 1].map((part) => String(part).padStart(2, "0"));
  return [day, month, now.getFullYear()].join(language === "de" ? "." : "/");
}
