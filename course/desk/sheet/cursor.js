// Where the learner is: the current cell, the other corner of the selection, and the column that Enter returns to.
import { boxOf } from "./address.js";

export const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export class SheetCursor {
  constructor(rows, columns, start) {
    this.rows = rows;
    this.columns = columns;
    this.place = start;
    this.anchor = start;
    this.isHidden = () => false; // rows that a filter hides are stepped over
    this.tabStart = null; // the column in which a run of Tabs began: Enter goes back to it, as in Excel
  }

  get box() {
    return boxOf(this.anchor, this.place);
  }

  // `extend` keeps the anchor, so the selection grows.
  go(row, column, extend = false) {
    this.place = {
      row: this.#shownRow(Math.max(1, Math.min(this.rows, row))),
      column: Math.max(1, Math.min(this.columns, column)),
    };
    if (!extend) this.anchor = this.place;
    this.tabStart = null;
  }

  // The row itself, or the next one that is shown in the direction of the move, else in the other.
  #shownRow(row) {
    const ahead = row < this.place.row ? -1 : 1;
    for (const step of [ahead, -ahead]) {
      for (let next = row; next >= 1 && next <= this.rows; next += step) if (!this.isHidden(next)) return next;
    }
    return row;
  }

  select(box) {
    this.anchor = { row: box.top, column: box.left };
    this.place = { row: box.bottom, column: box.right };
    this.tabStart = null;
  }

  step(key, extend) {
    const [down, right] = STEPS[key];
    this.go(this.place.row + down, this.place.column + right, extend);
  }

  // Tab walks along a row and wraps; it remembers where the walk began.
  tab(back) {
    const start = this.tabStart ?? this.place.column;
    let { row, column } = this.place;
    column += back ? -1 : 1;
    if (column > this.columns) [row, column] = [row + 1, start];
    if (column < 1) [row, column] = [row - 1, this.columns];
    this.go(row, column);
    this.tabStart = start;
  }

  enter(back) {
    const column = this.tabStart ?? this.place.column;
    this.go(this.place.row + (back ? -1 : 1), column);
  }

  // Ctrl+arrow: to the end of the filled cells, or over the gap to the next filled one, or to the edge.
  jump(key, extend, isFilled) {
    const [down, right] = STEPS[key];
    const inside = (row, column) => row >= 1 && row <= this.rows && column >= 1 && column <= this.columns;
    let { row, column } = this.place;
    const nextIsFilled = inside(row + down, column + right) && isFilled(row + down, column + right);
    const leavesBlock = !isFilled(row, column) || !nextIsFilled;
    while (inside(row + down, column + right)) {
      const nextFilled = isFilled(row + down, column + right);
      if (!leavesBlock && !nextFilled) break;
      row += down;
      column += right;
      if (leavesBlock && nextFilled) break;
    }
    this.go(row, column, extend);
  }
}
