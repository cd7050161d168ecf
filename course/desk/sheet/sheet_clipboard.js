// Copy, cut and paste as Excel and LibreOffice do it: tab-separated text both ways, a table for word processors.
import { h } from "../dom.js";
import { placesIn, refOf } from "./address.js";
import { shiftFormula } from "./formula.js";
import { formatTsv, parseTsv } from "./tsv.js";

// What was copied last from a sheet of this page: only the page knows its formulas, the clipboard has their values.
let lastCopy = null;

// What other programs are told of a cell that holds words: a code keeps its zeros, in Excel and in LibreOffice.
const AS_WORDS = { style: "mso-number-format:'\\@'", sdnum: "1033;0;@" };

// The cells that are copied, by row.
function copiedRows(contents, box) {
  const rows = [];
  for (let row = box.top; row <= box.bottom; row++) {
    if (contents.hidden.has(row)) continue;
    const line = [];
    for (let column = box.left; column <= box.right; column++) line.push(refOf(row, column));
    rows.push(line);
  }
  return rows;
}

// A line that is broken inside a cell stays in it.
const brokenLines = (text) => text.split("\n").flatMap((line, at) =>
  at ? [h("br", { style: "mso-data-placement:same-cell" }), line] : [line]);

function htmlTable(contents, rows, left) {
  const cell = (ref, right) => h("td", contents.isWords(ref, left + right) ? AS_WORDS : {}, brokenLines(contents.shown(ref)));
  return h("table", {}, h("tbody", {}, rows.map((line) => h("tr", {}, line.map(cell))))).outerHTML;
}

// Rows that a filter hides are left out.
export function copyCells(contents, box, clipboard, cut) {
  const rows = copiedRows(contents, box);
  const tsv = formatTsv(rows.map((line) => line.map((ref) => contents.shown(ref))));
  clipboard.setData("text/plain", tsv);
  clipboard.setData("text/html", htmlTable(contents, rows, box.left));
  const text = (down, right) => contents.text(refOf(box.top + down, box.left + right));
  const texts = rows.map((line, down) => line.map((_, right) => text(down, right)));
  const gap = rows.length <= box.bottom - box.top; // with rows left out, formulas no longer know where they stood
  lastCopy = gap ? null : { tsv, texts, box, cut };
}

// The rows to paste, each cell as a function of the place it lands on.
function pastedRows(text) {
  if (lastCopy === null || lastCopy.tsv.replace(/\n$/, "") !== text.replace(/\r\n?/g, "\n").replace(/\n$/, "")) {
    return parseTsv(text).map((line) => line.map((cell) => () => cell.trim()));
  }
  const { texts, box, cut } = lastCopy;
  return texts.map((line, down) =>
    line.map((cell, right) => ({ row, column }) =>
      cut ? cell : shiftFormula(cell, row - box.top - down, column - box.left - right)),
  );
}

// A copied block that fits into the selection a whole number of times fills it, else it lands once.
function targetBox(rows, box) {
  const [height, width] = [rows.length, Math.max(...rows.map((line) => line.length))];
  const [tall, wide] = [box.bottom - box.top + 1, box.right - box.left + 1];
  if (tall % height === 0 && wide % width === 0) return box;
  return { ...box, bottom: box.top + height - 1, right: box.left + width - 1 };
}

// -> { edits, box, lost }: edits as [row, column, text], the box they fill, how many cells found no place.
export function pasteEdits(contents, box, text) {
  const rows = pastedRows(text);
  const target = targetBox(rows, box);
  const height = rows.length;
  const edits = [];
  let lost = 0;
  for (const place of placesIn(target)) {
    const line = rows[(place.row - target.top) % height];
    const cell = line[(place.column - target.left) % Math.max(...rows.map((each) => each.length))];
    if (cell === undefined) continue;
    const outside = place.row > contents.rows || place.column > contents.columns.length;
    if (outside || contents.isLocked(refOf(place.row, place.column))) lost += cell(place) === "" ? 0 : 1;
    else edits.push([place.row, place.column, cell(place)]);
  }
  return { edits, lost, box: withinSheet(target, contents) };
}

function withinSheet(box, contents) {
  return { ...box, bottom: Math.min(box.bottom, contents.rows), right: Math.min(box.right, contents.columns.length) };
}

// Ctrl+R: the left column of the selection goes into the rest of it; a single cell takes the one to its left.
export function fillRightEdits(contents, box) {
  const left = box.left === box.right ? box.left - 1 : box.left;
  if (left < 1) return [];
  return placesIn({ ...box, left: left + 1 })
    .filter(({ row, column }) => !contents.isLocked(refOf(row, column)) && !contents.hidden.has(row))
    .map(({ row, column }) => [row, column, shiftFormula(contents.text(refOf(row, left)), 0, column - left)]);
}

// Ctrl+D: the top row of the selection goes down into the rest of it; a single cell takes the one above.
export function fillDownEdits(contents, box) {
  const top = box.top === box.bottom ? box.top - 1 : box.top;
  if (top < 2) return [];
  return placesIn({ ...box, top: top + 1 })
    .filter(({ row, column }) => !contents.isLocked(refOf(row, column)) && !contents.hidden.has(row))
    .map(({ row, column }) => [row, column, shiftFormula(contents.text(refOf(top, column)), row - top, 0)]);
}
