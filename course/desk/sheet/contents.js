// What stands in the sheet: the kernel's cells, and on top of them what was typed and is not yet acknowledged.
import { boxNamed, placesIn, refOf } from "./address.js";

const EMPTY = { text: "", shown: "", type: "empty" };
const NUMERIC_KINDS = new Set(["amount", "number"]);

export class SheetContents {
  constructor(layout, state) {
    this.rows = layout.rows;
    this.columns = layout.columns;
    this.cells = new Map(Object.entries(state.cells));
    this.totals = state.totals;
    this.pending = new Map(); // ref -> {row, column, text, number}
    this.kinds = new Map(layout.kinds);
    this.locked = lockedRefs(layout);
    this.accounts = layout.accounts;
    this.accountNames = new Map(layout.accounts.map((account) => [account.key, account.label]));
  }

  cell(ref) {
    return this.cells.get(ref) ?? EMPTY;
  }

  // As the learner would edit it.
  text(ref) {
    return this.pending.get(ref)?.text ?? this.cell(ref).text;
  }

  // As the learner sees it.
  shown(ref) {
    return this.pending.get(ref)?.text ?? this.cell(ref).shown;
  }

  isLocked(ref) {
    return this.locked.has(ref);
  }

  kind(ref, column) {
    return this.kinds.get(ref) ?? this.columns[column - 1].kind;
  }

  accountName(ref, column) {
    return this.kind(ref, column) === "account" ? this.accountNames.get(this.shown(ref).trim()) ?? "" : "";
  }

  // Why the cell cannot be read as what it ought to be: "", or the name of a sentence in words.js.
  complaint(ref, row, column) {
    if (row === 1 || this.isLocked(ref) || this.pending.has(ref)) return "";
    const cell = this.cell(ref);
    const kind = this.kind(ref, column);
    if (cell.type === "error") return "error";
    if (NUMERIC_KINDS.has(kind) && cell.type === "text") return kind;
    if (kind === "date" && (cell.type === "text" || cell.type === "number")) return "date";
    if (kind === "account" && cell.type !== "empty" && !this.accountNames.has(cell.shown.trim())) return "account";
    return "";
  }

  // The kernel's news: changed cells (null = now empty) and control totals. Returns the refs to repaint.
  apply(news) {
    for (const [ref, cell] of Object.entries(news.cells ?? {})) {
      if (cell === null) this.cells.delete(ref);
      else this.cells.set(ref, cell);
    }
    if (news.totals) this.totals = news.totals;
    return Object.keys(news.cells ?? {});
  }

  expect(edits, number) {
    for (const [row, column, text] of edits) this.pending.set(refOf(row, column), { row, column, text, number });
  }

  // What was sent up to this number is on file. Returns the refs to repaint.
  settle(number) {
    const done = [...this.pending].filter(([, edit]) => edit.number <= number).map(([ref]) => ref);
    for (const ref of done) this.pending.delete(ref);
    return done;
  }
}

function lockedRefs(layout) {
  const refs = new Set(layout.given.map((given) => given.ref));
  for (let column = 1; column <= layout.columns.length; column++) refs.add(refOf(1, column));
  for (const range of layout.locked) {
    for (const place of placesIn(boxNamed(range))) refs.add(refOf(place.row, place.column));
  }
  return refs;
}
