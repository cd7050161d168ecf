// The sheet: a spreadsheet over the learner's .xlsx. This file joins its parts; each part has a file of its own.
import { fill, h } from "../dom.js";
import { attachLookup } from "../lookup.js";
import { boxOf, placesIn, refOf } from "./address.js";
import { ArrangeBar } from "./arrange_bar.js";
import { CellEditor } from "./cell_editor.js";
import { SheetContents } from "./contents.js";
import { SheetCursor } from "./cursor.js";
import { dragHandle, fillDownBeside } from "./fill_handle.js";
import { GridView } from "./grid_view.js";
import { blocksIn, figuresBeside, todayAs } from "./formula_typing.js";
import { editingKey, movingKey } from "./keyboard.js";
import { countPace } from "./pace.js";
import { SheetSaving } from "./saving.js";
import { copyCells, pasteEdits } from "./sheet_clipboard.js";
import { SheetFrame } from "./sheet_frame.js";
import { cellHint, cellNews, editingHint, formulaHint } from "./words.js";

class Sheet {
  constructor(root, desk) {
    this.desk = desk;
    this.contents = new SheetContents(desk.layout, desk.state);
    this.cursor = new SheetCursor(desk.layout.rows, desk.layout.columns.length, this.#firstOpenCell());
    this.frame = new SheetFrame(desk);
    this.grid = new GridView(this.contents, desk.title, this.frame.help.id, desk._("Drag to fill; double-click to fill down"));
    const pace = desk.layout.paced ? countPace(this.grid.node, desk.signal) : null;
    this.saving = new SheetSaving(desk, this.contents, (refs, news) => this.#take(refs, news), pace);
    this.editor = null;
    this.leaving = false; // Escape was pressed: the next Tab leaves the grid
    this.saved = Promise.resolve();
    this.bar = desk.layout.tools.length ? new ArrangeBar(this, desk) : null;
    this.frame.assemble(root, this.grid.scroller, this.bar?.node ?? "");
    this.cursor.isHidden = (row) => this.contents.hidden.has(row);
    this.cursor.go(this.cursor.place.row, this.cursor.place.column); // to a row that is shown
    this.#showArrangement();
    this.#listen();
    this.grid.select(this.cursor.place, this.cursor.box);
    this.#describe();
    this.frame.showTotals(this.contents.totals);
    this.frame.showNote(desk.state.note);
  }

  #firstOpenCell() {
    const box = { top: 2, left: 1, bottom: this.contents.rows, right: this.contents.columns.length };
    const isOpen = ({ row, column }) => !this.contents.isLocked(refOf(row, column));
    return placesIn(box).find(isOpen) ?? { row: 1, column: 1 };
  }

  get ref() {
    return refOf(this.cursor.place.row, this.cursor.place.column);
  }

  // --- moving -------------------------------------------------------------------------------------------------------

  // Do something to the cursor, then show and say where it is.
  move(change) {
    this.frame.showNote("");
    change();
    this.#arrive();
    this.grid.focus();
  }

  #arrive() {
    this.leaving = false;
    this.grid.select(this.cursor.place, this.cursor.box);
    this.#describe();
    this.desk.say(cellNews(this.contents, this.ref, this.cursor.place, this.desk._));
  }

  isFilled(row, column) {
    return this.contents.shown(refOf(row, column)) !== "";
  }

  lastFilledRow() {
    const { rows, columns } = this.cursor;
    for (let row = rows; row > 1; row--) {
      for (let column = 1; column <= columns; column++) if (this.isFilled(row, column)) return row;
    }
    return 1;
  }

  letGo() {
    this.leaving = true;
    this.cursor.go(this.cursor.place.row, this.cursor.place.column);
    this.grid.select(this.cursor.place, this.cursor.box);
    this.desk.say(this.desk._("Tab now leaves the sheet."));
    return true;
  }

  #describe() {
    const { contents, cursor, editor, ref } = this;
    const { _ } = this.desk;
    const hint = editor
      ? editingHint(contents, ref, cursor.place, editor, _)
      : cellHint(contents, ref, cursor.place, _);
    this.grid.colour(blocksIn(editor?.text ?? ""));
    this.frame.showCell(ref, editor?.text ?? contents.text(ref), hint);
  }

  // The formula bar's hint, for whoever does not see it: only what is new.
  #sayHint() {
    const hint = formulaHint(this.contents, this.editor.text, this.editor.input.selectionStart, this.desk._);
    if (hint && hint !== this.saidHint) this.desk.say(hint);
    this.saidHint = hint;
  }

  // --- editing one cell ---------------------------------------------------------------------------------------------

  // `typedInto`: the next key replaces what stood there, and arrows leave the cell; else what stands there is edited.
  startEdit({ typedInto }) {
    if (this.cursor.startWalk()) this.#arrive();
    const { ref } = this;
    if (this.contents.isLocked(ref)) return this.#tellLocked();
    const { row, column } = this.cursor.place;
    const label = `${ref} ${this.contents.columns[column - 1].label}`;
    const cell = { ref, row, column, label, text: this.contents.text(ref), typedInto };
    this.editor = new CellEditor(this.grid.element(ref), cell, {
      typed: () => {
        this.desk.typing();
        this.#describe();
        this.#sayHint();
      },
      draft: (text) => {
        this.editor.drafted = true;
        this.saving.set([[row, column, text]], { draft: true });
      },
      left: () => this.commit(),
    });
    if (this.contents.kind(ref, column) === "account") this.#lookUp(this.editor);
    return true;
  }

  // Alt+=: the sum of what stands above or beside, to be looked at before Enter.
  startSum() {
    const { contents, cursor } = this;
    const isFigure = (row, column) => contents.cell(refOf(row, column)).type === "number" && this.isFilled(row, column);
    if (!this.startEdit({ typedInto: true })) return true;
    const beside = figuresBeside(isFigure, cursor.place);
    const sum = `=${this.desk.language === "de" ? "SUMME" : "SUM"}(${beside})`;
    this.editor.put(sum, sum.length - (beside ? 0 : 1)); // with nothing beside it, the caret waits between the brackets
    return true;
  }

  typeToday() {
    if (this.startEdit({ typedInto: true })) this.editor.put(todayAs(this.desk.language));
  }

  // An arrow after "=", an operator or a bracket chooses a cell, with Shift a block, with Ctrl up to its end.
  pointByKey(event) {
    const { editor, cursor } = this;
    if (!editor.typedInto || !editor.canPoint) return false;
    if (!editor.isPointing) {
      this.pointer = new SheetCursor(cursor.rows, cursor.columns, cursor.place);
      this.pointer.isHidden = cursor.isHidden;
    }
    const { pointer } = this;
    if (event.ctrlKey || event.metaKey) pointer.jump(event.key, event.shiftKey, (row, column) => this.isFilled(row, column));
    else pointer.step(event.key, event.shiftKey);
    const { top, left, bottom, right } = pointer.box;
    const last = top === bottom && left === right ? "" : `:${refOf(bottom, right)}`;
    editor.point(refOf(top, left) + last);
    this.grid.element(refOf(pointer.place.row, pointer.place.column)).scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }

  #lookUp(editor) {
    const { _, say } = this.desk;
    const onPick = () => this.#describe();
    editor.lookup = attachLookup(editor.input, this.contents.accounts, { _, say, onPick });
  }

  // Is an account being chosen from the list, so that the arrow is for the list?
  isChoosing(key) {
    const { lookup, text } = this.editor;
    const upOrDown = key === "ArrowUp" || key === "ArrowDown";
    return Boolean(lookup?.isOpen()) && upOrDown && !this.contents.accountNames.has(text.trim());
  }

  // Ends the edit, if there is one, and sends it. Resolves when everything sent so far is answered.
  commit() {
    const hadFocus = this.editor && document.activeElement === this.editor.input;
    this.#endEdit();
    if (hadFocus) this.grid.focus();
    return this.saved;
  }

  commitAnd(change) {
    this.#endEdit();
    this.move(change);
  }

  #endEdit() {
    const { editor } = this;
    if (!editor) return;
    editor.lookup?.settle();
    this.#closeEditor();
    if (editor.changed || editor.drafted) this.#save([[editor.row, editor.column, editor.text]]);
    else this.grid.repaint([editor.ref]);
    this.#describe();
  }

  cancelEdit() {
    const { editor } = this;
    this.#closeEditor();
    if (editor.drafted) this.#save([[editor.row, editor.column, editor.original]]);
    this.grid.repaint([editor.ref]);
    this.grid.focus();
    this.#describe();
  }

  #closeEditor() {
    const { editor } = this;
    this.editor = null; // first: removing the input takes its focus away, and that would commit again
    editor.lookup?.remove();
    editor.close();
  }

  // --- changing cells -----------------------------------------------------------------------------------------------

  #save(edits) {
    this.saved = this.saving.set(edits);
    this.grid.repaint(edits.map(([row, column]) => refOf(row, column)));
    this.#describe();
  }

  clearSelection() {
    const isOpen = ({ row, column }) => !this.contents.isLocked(refOf(row, column)) && !this.contents.hidden.has(row);
    const open = placesIn(this.cursor.box).filter(isOpen);
    const filled = open.filter(({ row, column }) => this.isFilled(row, column));
    if (filled.length) this.#save(filled.map(({ row, column }) => [row, column, ""]));
    else if (!open.length) this.#tellLocked();
  }

  fill(editsOf) {
    const edits = editsOf(this.contents, this.cursor.box);
    if (edits.length) this.#save(edits);
  }

  // The handle was dragged, or double-clicked: the kernel goes on with what is marked.
  fillInto({ area, whole }) {
    const { box } = this.cursor;
    this.move(() => this.cursor.select(whole));
    return this.arrange({ op: "fill", box, area });
  }

  paste(text) {
    if (this.contents.filter) return this.tell(this.desk._("Show all rows before you paste: hidden rows would be in the way."));
    const { edits, box, lost } = pasteEdits(this.contents, this.cursor.box, text);
    if (edits.length) this.#save(edits);
    this.move(() => this.cursor.select(box));
    const { _ } = this.desk;
    const told = lost
      ? fill(_("Cells pasted: {count}. Cells that found no place: {lost}."), { count: edits.length, lost })
      : fill(_("Cells pasted: {count}."), { count: edits.length });
    this.tell(told);
  }

  // "undo" or "redo"; the cells that changed are selected, so that the learner sees what happened.
  async step(op) {
    this.saved = this.saving.step(op);
    const news = await this.saved;
    if (!news) return;
    const { _ } = this.desk;
    if (!news.box) this.tell(op === "undo" ? _("There is nothing to undo.") : _("There is nothing to redo."));
    else if (!this.editor) this.move(() => this.cursor.select(news.box));
  }

  // A sort, a filter, a number format. Resolves with the news, or null if the kernel did not answer.
  arrange(message) {
    this.saved = this.saving.arrange(message);
    return this.saved;
  }

  openBar() {
    this.bar.focus();
    return true;
  }

  #showArrangement() {
    if (!this.bar) return;
    this.grid.hideRows(this.contents.hidden);
    this.bar.show(this.contents);
  }

  // A filter may hide the row that the keyboard is in: it goes on in the next one that is shown, or it would be nowhere.
  #leaveHiddenRow() {
    const { row, column } = this.cursor.place;
    if (!this.contents.hidden.has(row)) return;
    const isHere = this.grid.node.contains(document.activeElement);
    this.cursor.go(row, column);
    this.#arrive();
    if (isHere) this.grid.focus();
  }

  #take(refs, news) {
    this.grid.repaint(refs);
    this.#showArrangement();
    this.#leaveHiddenRow();
    this.frame.showTotals(news.totals);
    if (news.note) this.tell(news.note);
    this.#describe();
  }

  #tellLocked() {
    return this.tell(this.desk._("This cell is filled in beforehand and cannot be changed."));
  }

  tell(sentence) {
    this.frame.showNote(sentence);
    this.desk.say(sentence);
    return false;
  }

  // --- events -------------------------------------------------------------------------------------------------------

  #listen() {
    const { signal } = this.desk;
    const { node } = this.grid;
    const on = (name, handler) => node.addEventListener(name, handler, { signal });
    on("keydown", (event) => this.#key(event));
    on("focusin", (event) => this.#focused(event));
    on("mousedown", (event) => this.#press(event));
    on("mouseover", (event) => this.#drag(event));
    on("dblclick", (event) => this.#doubleClick(event));
    for (const name of ["copy", "cut", "paste"]) on(name, (event) => this.#clipboard(event));
    this.frame.content.addEventListener("click", () => this.editor ?? this.startEdit({ typedInto: false }), { signal });
    this.desk.on("changed", (news) => this.#take(this.contents.apply(news), news));
    this.desk.on("late", (news) => {
      this.#take(this.contents.apply(news), news);
      this.saved = this.saving.again();
    });
    this.desk.on("state", (state) => this.#take(this.contents.replace(state), state));
  }

  #key(event) {
    if (this.editor && (event.isComposing || event.keyCode === 229)) return; // an input method is at work
    const used = this.editor ? editingKey(event, this) : movingKey(event, this);
    if (used) event.preventDefault(); // that the key stays in the desk is seen to by keys.js
  }

  // A screen reader, or a script, put the focus on another cell.
  #focused(event) {
    const place = this.grid.placeAt(event.target);
    if (!place || this.editor || refOf(place.row, place.column) === this.ref) return;
    this.cursor.go(place.row, place.column);
    this.#arrive();
  }

  #press(event) {
    const place = this.grid.placeAt(event.target);
    if (!place || event.target === this.editor?.input || event.button !== 0) return;
    event.preventDefault(); // no text selection; the focus is set here
    if (event.target === this.grid.handle) {
      dragHandle(this, event);
      return;
    }
    this.pointing = this.editor?.point(refOf(place.row, place.column)) ? place : null;
    if (this.pointing) return;
    this.commit();
    this.move(() => this.cursor.go(place.row, place.column, event.shiftKey));
  }

  #drag(event) {
    const place = this.grid.placeAt(event.target);
    if (!place || event.buttons !== 1 || this.filling) return;
    if (this.editor && this.pointing) {
      const { top, left, bottom, right } = boxOf(this.pointing, place);
      this.editor.point(`${refOf(top, left)}:${refOf(bottom, right)}`);
    } else if (!this.editor) this.move(() => this.cursor.go(place.row, place.column, true));
  }

  #doubleClick(event) {
    if (event.target === this.grid.handle) fillDownBeside(this);
    else if (!this.editor) this.startEdit({ typedInto: false });
  }

  #clipboard(event) {
    if (this.editor) return; // the input copies and pastes by itself
    event.preventDefault();
    if (event.type === "paste") return this.paste(event.clipboardData.getData("text/plain"));
    copyCells(this.contents, this.cursor.box, event.clipboardData, event.type === "cut");
    return event.type === "cut" ? this.clearSelection() : undefined;
  }
}

export function mountSheet(root, desk) {
  const sheet = new Sheet(root, desk);
  return {
    commit: () => sheet.commit(),
    focus: () => sheet.grid.focus(),
    unmount() {
      sheet.commit();
      sheet.frame.node.remove();
    },
  };
}
