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
    this.walk = null; // a marked block that Enter and Tab go round in, as in Excel
    this.tabStart = null; // the column in which a run of Tabs began: Enter goes back to it, as in Excel
  }

  get box() {
    return this.walk ?? boxOf(this.anchor, this.place);
  }

  // `extend` keeps the anchor, so the selection grows.
  go(row, column, extend = false) {
    this.place = {
      row: this.#shownRow(Math.max(1, Math.min(this.rows, row))),
      column: Math.max(1, Math.min(this.columns, column)),
    };
    if (!extend) this.anchor = this.place;
    this.walk = null;
    this.tabStart = null;
  }

  // In a marked block of several cells the work begins where the marking began. Is there such a block?
  startWalk() {
    const { top, left, bottom, right } = this.box;
    if (top === bottom && left === right) return false;
    if (!this.walk) [this.walk, this.place] = [this.box, this.anchor];
    return true;
  }

  // To the next shown cell of the block, down its columns or along its rows, and round again.
  #goRound(back, downwards) {
    const { top, left, bottom, right } = this.walk;
    const [height, width] = [bottom - top + 1, right - left + 1];
    const count = height * width;
    const { row, column } = this.place;
    let at = downwards ? (column - left) * height + row - top : (row - top) * width + column - left;
    do {
      at = (at + (back ? count - 1 : 1)) % count;
      const [line, place] = downwards ? [at % height, Math.floor(at / height)] : [Math.floor(at / width), at % width];
      this.place = { row: top + line, column: left + place };
    } while (this.isHidden(this.place.row));
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
    this.walk = null;
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
    if (this.startWalk()) return this.#goRound(back, false);
    const start = this.tabStart ?? this.place.column;
    let { row, column } = this.place;
    column += back ? -1 : 1;
    if (column > this.columns) [row, column] = [row + 1, start];
    if (column < 1) [row, column] = [row - 1, this.columns];
    this.go(row, column);
    this.tabStart = start;
    return undefined;
  }

  enter(back) {
    if (this.startWalk()) return this.#goRound(back, true);
    const column = this.tabStart ?? this.place.column;
    return this.go(this.place.row + (back ? -1 : 1), column);
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
