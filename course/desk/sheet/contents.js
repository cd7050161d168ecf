// What stands in the sheet: the kernel's cells, and on top of them what was typed and is not yet acknowledged.
import { boxNamed, placesIn, refOf } from "./address.js";

const EMPTY = { text: "", shown: "", type: "text", problem: "" };

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
    this.#arrange(state);
    this.functions = state.functions ?? []; // what is offered while a formula is typed
    this.formatsOffered = state.formats_offered ?? [];
    this.accountNames = new Map(layout.accounts.map((account) => [account.key, account.label]));
  }

  // Hidden rows and the filter that hides them; number formats that were chosen.
  #arrange({ hidden, filter, formats }) {
    this.hidden = new Set(hidden);
    this.filter = filter ?? null;
    this.formats = formats ?? {};
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

  // Does it stand on the right? A general cell shows by its side what it holds.
  isFigure(ref, column) {
    const kind = this.kind(ref, column);
    if (kind === "general") return this.cell(ref).type === "number";
    return kind === "amount" || kind === "number";
  }

  // Does it hold words? What is still on its way to the kernel is what its column is for.
  isWords(ref, column) {
    if (this.shown(ref) === "") return false;
    if (!this.pending.has(ref)) return this.cell(ref).type === "text";
    return ["text", "code", "account"].includes(this.kind(ref, column));
  }

  accountName(ref, column) {
    return this.kind(ref, column) === "account" ? this.accountNames.get(this.shown(ref).trim()) ?? "" : "";
  }

  // Does an account column hold something that is no account?
  isUnknownAccount(ref, column) {
    if (this.kind(ref, column) !== "account" || this.isLocked(ref)) return false;
    const shown = this.shown(ref).trim();
    return shown !== "" && !this.accountNames.has(shown);
  }

  // Can the cell not be read as what it ought to be? What is still on its way to the kernel is not judged.
  isWrong(ref, column) {
    return !this.pending.has(ref) && (Boolean(this.cell(ref).problem) || this.isUnknownAccount(ref, column));
  }

  // The kernel's news: changed cells (null = now empty) and control totals. Returns the refs to repaint.
  apply(news) {
    for (const [ref, cell] of Object.entries(news.cells ?? {})) {
      if (cell === null) this.cells.delete(ref);
      else this.cells.set(ref, cell);
    }
    this.totals = news.totals;
    this.#arrange(news);
    return Object.keys(news.cells ?? {});
  }

  // The whole state anew. Returns the refs that either had or have something in them.
  replace(state) {
    const before = [...this.cells.keys()];
    this.cells = new Map(Object.entries(state.cells));
    this.totals = state.totals;
    this.#arrange(state);
    return [...new Set([...before, ...this.cells.keys()])];
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
