// Which key does what in the grid. Every key named here is used up; what is not named is left to the browser.
import { STEPS } from "./cursor.js";
import { fillDownEdits, fillRightEdits } from "./sheet_clipboard.js";

const PAGE = 15; // rows that Page Up and Page Down move by

// Keys while a cell is being edited.
export function editingKey(event, sheet) {
  const { key } = event;
  if (key in STEPS && sheet.pointByKey(event)) return true;
  if (key === "F4") return !sheet.editor.nextSigns();
  if (key === "Tab" && !event.shiftKey && sheet.editor.complete(sheet.contents.functions)) return true;
  const arrowLeaves = key in STEPS && sheet.editor.typedInto && !sheet.isChoosing(key);
  if (key === "Enter") sheet.commitAnd(() => sheet.cursor.enter(event.shiftKey));
  else if (key === "Tab") sheet.commitAnd(() => sheet.cursor.tab(event.shiftKey));
  else if (arrowLeaves) sheet.commitAnd(() => sheet.cursor.step(key, false));
  else if (sheet.editor.lookup?.key(event)) return true;
  else if (key === "Escape") sheet.cancelEdit();
  else return false;
  return true;
}

// Keys while a cell is only selected.
export function movingKey(event, sheet) {
  const command = event.ctrlKey || event.metaKey;
  const { key } = event;
  if (key === "Dead" || key === "Process") return !sheet.startEdit({ typedInto: true }); // an accent, an input method
  if (key === "Tab") return tabKey(event, sheet);
  if (key === "Escape") return sheet.letGo();
  if (event.altKey && key === "=") return sheet.startSum();
  if (event.altKey && key === "ArrowDown" && sheet.bar) return sheet.openBar();
  const action = (command ? commandKeys[key.toLowerCase()] : null) ?? plainKeys[key];
  if (action) {
    action(sheet, event, command);
    return true;
  }
  if (command || event.altKey || [...key].length > 1) return false;
  return !sheet.startEdit({ typedInto: true }); // the key itself goes on into the cell's input
}

// After Escape, Tab leaves the grid as it leaves any other field.
function tabKey(event, sheet) {
  if (sheet.leaving) return false;
  sheet.move(() => sheet.cursor.tab(event.shiftKey));
  return true;
}

const arrow = (sheet, event, command) =>
  sheet.move(() => {
    if (command) sheet.cursor.jump(event.key, event.shiftKey, (row, column) => sheet.isFilled(row, column));
    else sheet.cursor.step(event.key, event.shiftKey);
  });

const page = (sheet, event) =>
  sheet.move(() => {
    const { row, column } = sheet.cursor.place;
    sheet.cursor.go(row + (event.key === "PageDown" ? PAGE : -PAGE), column, event.shiftKey);
  });

const plainKeys = {
  ArrowUp: arrow,
  ArrowDown: arrow,
  ArrowLeft: arrow,
  ArrowRight: arrow,
  PageUp: page,
  PageDown: page,
  Home: (sheet, event, command) =>
    sheet.move(() => sheet.cursor.go(command ? 2 : sheet.cursor.place.row, 1, event.shiftKey)),
  End: (sheet, event, command) =>
    sheet.move(() => {
      const row = command ? sheet.lastFilledRow() : sheet.cursor.place.row;
      sheet.cursor.go(row, sheet.cursor.columns, event.shiftKey);
    }),
  Enter: (sheet, event) => sheet.move(() => sheet.cursor.enter(event.shiftKey)),
  F2: (sheet) => sheet.startEdit({ typedInto: false }),
  Delete: (sheet) => sheet.clearSelection(),
  Backspace: (sheet) => sheet.clearSelection(),
};

const commandKeys = {
  a: (sheet) =>
    sheet.move(() => {
      const { rows, columns } = sheet.cursor;
      sheet.cursor.select({ top: 1, left: 1, bottom: rows, right: columns });
    }),
  d: (sheet) => sheet.fill(fillDownEdits),
  r: (sheet) => sheet.fill(fillRightEdits),
  ";": (sheet) => sheet.typeToday(),
  ".": (sheet) => sheet.typeToday(), // where Excel has it on a German keyboard
  y: (sheet) => sheet.step("redo"),
  z: (sheet, event) => sheet.step(event.shiftKey ? "redo" : "undo"),
};
