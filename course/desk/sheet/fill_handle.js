// The fill handle, the small square at the lower right corner of what is marked: dragged, it goes on with what is marked
// into the cells it is dragged over. Here is where to; with what they are filled is worked out by the kernel (filling.py).
import { refOf } from "./address.js";

const FOLLOW = 60; // ms: how often a drag that waits beyond the edge goes one cell further

/** Dragged to this place: the cells to fill, and they and the box together; null inside the box. It goes one way only. */
export function fillTowards(box, { row, column }) {
  const beyond = { bottom: row - box.bottom, right: column - box.right, top: box.top - row, left: box.left - column };
  const [side, cells] = Object.entries(beyond).reduce((most, one) => (one[1] > most[1] ? one : most));
  if (cells <= 0) return null;
  const area = {
    bottom: { top: box.bottom + 1, bottom: row },
    right: { left: box.right + 1, right: column },
    top: { top: row, bottom: box.top - 1 },
    left: { left: column, right: box.left - 1 },
  }[side];
  return { area: { ...box, ...area }, whole: { ...box, [side]: area[side] } };
}

/** Double click: down as far as the column beside is filled, the left one first; null if there is none. */
export function fillBeside(box, isFilled, rows, columns) {
  for (const column of [box.left - 1, box.right + 1]) {
    let bottom = box.bottom;
    while (column >= 1 && column <= columns && bottom < rows && isFilled(bottom + 1, column)) bottom++;
    if (bottom > box.bottom) return fillTowards(box, { row: bottom, column: box.left });
  }
  return null;
}

const within = (least, value, most) => Math.max(least, Math.min(most, value));

/** Follows the mouse until it is let go; resolves with where to fill, or null after Escape or back inside the box. */
function dragFill(grid, box, event) {
  const { rows, columns } = grid.contents;
  const going = new AbortController();
  const listen = (name, handler) => document.addEventListener(name, handler, { capture: true, signal: going.signal });
  let [x, y, target] = [event.clientX, event.clientY, null];

  function follow() {
    const edges = grid.edges();
    const [insideX, insideY] = [within(edges.left, x, edges.right), within(edges.top, y, edges.bottom)];
    const place = grid.placeAt(document.elementFromPoint(insideX, insideY));
    if (!place) return;
    const row = within(2, place.row + Math.sign(y - insideY), rows);
    const column = within(1, place.column + Math.sign(x - insideX), columns.length);
    grid.element(refOf(row, column)).scrollIntoView({ block: "nearest", inline: "nearest" });
    target = fillTowards(box, { row, column });
    grid.outline(target?.whole ?? null);
  }

  return new Promise((resolve) => {
    const beyondEdge = setInterval(() => (grid.node.isConnected ? follow() : end(null)), FOLLOW);
    function end(reached) {
      going.abort();
      clearInterval(beyondEdge);
      grid.outline(null);
      resolve(reached);
    }
    listen("mousemove", (moved) => {
      [x, y] = [moved.clientX, moved.clientY];
      follow();
    });
    listen("mouseup", () => end(target));
    listen("keydown", (pressed) => {
      pressed.preventDefault();
      pressed.stopPropagation();
      if (pressed.key === "Escape") end(null);
    });
  });
}

export async function dragHandle(sheet, event) {
  sheet.commit();
  sheet.grid.focus();
  sheet.filling = true;
  const target = await dragFill(sheet.grid, sheet.cursor.box, event);
  sheet.filling = false;
  if (target) sheet.fillInto(target);
}

export function fillDownBeside(sheet) {
  const { contents, cursor } = sheet;
  const isFilled = (row, column) => sheet.isFilled(row, column);
  const target = fillBeside(cursor.box, isFilled, contents.rows, contents.columns.length);
  if (target) sheet.fillInto(target);
  else sheet.tell(sheet.desk._("There is nothing beside it that says how far down to fill. Drag the square instead."));
}
