// The list that a cell belongs to: filled rows and columns that touch each other, as every spreadsheet finds it.
import { refOf } from "./address.js";

export function listAround(contents, place) {
  const { rows, columns } = contents;
  const filled = (top, left, bottom, right) => {
    for (let row = Math.max(1, top); row <= Math.min(rows, bottom); row++) {
      for (let column = Math.max(1, left); column <= Math.min(columns.length, right); column++) {
        if (contents.shown(refOf(row, column)) !== "") return true;
      }
    }
    return false;
  };
  const box = { top: place.row, left: place.column, bottom: place.row, right: place.column };
  for (let grown = true; grown; ) {
    grown = true;
    const { top, left, bottom, right } = box;
    if (top > 1 && filled(top - 1, left - 1, top - 1, right + 1)) box.top--;
    else if (bottom < rows && filled(bottom + 1, left - 1, bottom + 1, right + 1)) box.bottom++;
    else if (left > 1 && filled(top - 1, left - 1, bottom + 1, left - 1)) box.left--;
    else if (right < columns.length && filled(top - 1, right + 1, bottom + 1, right + 1)) box.right++;
    else grown = false;
  }
  return box;
}

export const withoutLabels = (box) => ({ ...box, top: Math.max(2, box.top) });

export const covers = (outer, inner) =>
  outer.top <= inner.top && outer.bottom >= inner.bottom && outer.left <= inner.left && outer.right >= inner.right;

export const rangeOf = ({ top, left, bottom, right }) => `${refOf(top, left)}:${refOf(bottom, right)}`;
