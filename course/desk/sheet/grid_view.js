// The grid on the screen, an ARIA grid: cells are repainted one by one, and only when something in them changed. It is
// made of divs, not of a table, because the browser may then leave out the rows that are scrolled away.
import { h } from "../dom.js";
import { columnName, inBox, placeOf, placesIn, refOf } from "./address.js";

const PADDING = 1.8; // characters of a column's width that stay empty
const DATE = 10; // characters of 30/04/2026
const FIGURE = 0.76; // of the width of a 0: what a column needs at least for each of its characters
const NOWHERE = { top: 0, left: 0, bottom: -1, right: -1 };

export class GridView {
  constructor(contents, label, helpId, handleHelp) {
    this.contents = contents;
    this.cellElements = new Map();
    this.lines = new Map(); // row -> its element
    this.selected = NOWHERE;
    this.current = null;
    this.handle = h("div", { class: "bo-sheet-handle", "aria-hidden": "true", title: handleHelp });
    this.corner = null; // the cell that has the handle
    this.frame = h("span", { class: "bo-sheet-outline", "aria-hidden": "true", hidden: true });
    this.node = this.#grid(label, helpId);
    this.scroller = h("div", { class: "bo-sheet-scroll" }, this.node);
  }

  #grid(label, helpId) {
    const { rows, columns } = this.contents;
    const grid = h("div", {
      role: "grid",
      class: "bo-sheet-grid",
      "aria-label": label,
      "aria-describedby": helpId,
      "aria-rowcount": String(rows),
      "aria-colcount": String(columns.length + 1),
      "aria-multiselectable": "true",
    });
    const characters = columns.reduce((sum, column) => sum + column.width + PADDING, 0);
    grid.style.minWidth = `calc(${characters * FIGURE}ch + 40px)`;
    // A date is never cut short, however much room its neighbours would like.
    const least = (column) => (column.kind === "date" ? `calc(${DATE}ch + 14px)` : "0");
    const share = (column) => `minmax(${least(column)}, ${column.width + PADDING}fr)`;
    grid.style.setProperty("--bo-sheet-columns", `40px ${columns.map(share).join(" ")}`);
    const letters = columns.map((_, index) => h("div", {}, columnName(index + 1)));
    grid.append(h("div", { "aria-hidden": "true", class: "bo-sheet-letters" }, h("div"), letters));
    for (let row = 1; row <= rows; row++) grid.append(this.#row(row));
    grid.append(this.frame);
    return grid;
  }

  #row(row) {
    const number = h("div", { role: "rowheader", "aria-colindex": "1" }, String(row));
    const look = row === 1 ? "bo-sheet-labels" : "bo-sheet-row";
    const line = h("div", { role: "row", "aria-rowindex": String(row), class: look }, number);
    for (let column = 1; column <= this.contents.columns.length; column++) line.append(this.#cell(row, column));
    this.lines.set(row, line);
    return line;
  }

  #cell(row, column) {
    const ref = refOf(row, column);
    const element = h("div", {
      role: row === 1 ? "columnheader" : "gridcell",
      "aria-colindex": String(column + 1),
      "aria-selected": "false",
      "aria-readonly": this.contents.isLocked(ref) ? "true" : null,
      tabindex: "-1",
      "data-ref": ref,
    });
    this.cellElements.set(ref, element);
    this.#fill(element, ref);
    return element;
  }

  element(ref) {
    return this.cellElements.get(ref);
  }

  // The cell under a mouse event, or null.
  placeAt(target) {
    const element = target?.closest?.("[data-ref]");
    if (!element || !this.node.contains(element)) return null;
    return placeOf(element.dataset.ref);
  }

  repaint(refs) {
    for (const ref of refs) {
      const element = this.cellElements.get(ref);
      if (element && !element.classList.contains("bo-editing")) {
        this.#fill(element, ref);
      }
    }
  }

  #fill(element, ref) {
    const { contents } = this;
    const { row, column } = placeOf(ref);
    const pending = contents.pending.has(ref);
    const wrong = contents.isWrong(ref, column);
    const name = row === 1 ? "" : contents.accountName(ref, column);
    element.replaceChildren(contents.shown(ref), ...(name ? [h("span", { class: "bo-sheet-name" }, ` ${name}`)] : []));
    if (element === this.corner) element.append(this.handle);
    const rightward = contents.isFigure(ref, column) && (row === 1 || !pending);
    const flags = {
      "bo-locked": contents.isLocked(ref),
      "bo-number": rightward,
      "bo-words": row === 1 || contents.cell(ref).type === "text",
      "bo-pending": pending,
      "bo-invalid": wrong,
    };
    for (const [flag, on] of Object.entries(flags)) element.classList.toggle(flag, on);
    if (wrong) element.setAttribute("aria-invalid", "true");
    else element.removeAttribute("aria-invalid");
  }

  // Only cells that enter or leave the selection are touched.
  select(place, box) {
    for (const old of placesIn(this.selected)) {
      if (!inBox(box, old.row, old.column)) this.#mark(old, false);
    }
    for (const fresh of placesIn(box)) {
      if (!inBox(this.selected, fresh.row, fresh.column)) this.#mark(fresh, true);
    }
    this.selected = box;
    this.#putHandle(this.cellElements.get(refOf(box.bottom, box.right)));
    const element = this.cellElements.get(refOf(place.row, place.column));
    if (element === this.current) return;
    if (this.current) this.current.tabIndex = -1;
    this.current?.classList.remove("bo-current");
    element.tabIndex = 0;
    element.classList.add("bo-current");
    this.current = element;
  }

  #putHandle(corner) {
    if (corner === this.corner) return;
    this.corner?.classList.remove("bo-corner");
    corner.classList.add("bo-corner");
    corner.append(this.handle);
    this.corner = corner;
  }

  // A dashed line around these cells, or none.
  outline(box) {
    this.frame.hidden = !box;
    if (!box) return;
    const rectangle = (row, column) => this.cellElements.get(refOf(row, column)).getBoundingClientRect();
    const [first, last] = [rectangle(box.top, box.left), rectangle(box.bottom, box.right)];
    const own = this.node.getBoundingClientRect();
    const [left, top] = [first.left - own.left, first.top - own.top];
    const [width, height] = [last.right - first.left, last.bottom - first.top];
    Object.assign(this.frame.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  }

  // Where cells can be seen: inside the scroll bars, beside the row numbers, beneath the labels. In the window's pixels.
  edges() {
    const { left, top } = this.scroller.getBoundingClientRect();
    const label = this.cellElements.get("A1").getBoundingClientRect();
    const number = this.lines.get(1).firstElementChild.getBoundingClientRect();
    const { clientWidth, clientHeight } = this.scroller;
    return { left: number.right + 1, top: label.bottom + 1, right: left + clientWidth - 1, bottom: top + clientHeight - 1 };
  }

  // Rows that a filter hides leave the screen; they keep their numbers.
  hideRows(hidden) {
    for (const [row, line] of this.lines.entries()) line.hidden = hidden.has(row);
  }

  // The cells that a formula names while it is typed, each block in a colour of its own.
  colour(boxes) {
    for (const element of this.coloured ?? []) delete element.dataset.named;
    this.coloured = [];
    for (const [number, box] of boxes.entries()) {
      const { rows, columns } = this.contents;
      const within = { ...box, bottom: Math.min(box.bottom, rows), right: Math.min(box.right, columns.length) };
      for (const { row, column } of placesIn(within)) {
        const element = this.cellElements.get(refOf(row, column));
        if (!element) continue;
        element.dataset.named = String(1 + (number % 4));
        this.coloured.push(element);
      }
    }
  }

  #mark({ row, column }, on) {
    const element = this.cellElements.get(refOf(row, column));
    element.setAttribute("aria-selected", String(on));
    element.classList.toggle("bo-selected", on);
  }

  focus() {
    this.current.focus({ preventScroll: true });
    this.current.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
