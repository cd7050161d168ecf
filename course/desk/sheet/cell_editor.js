// Typing into one cell. What is typed is saved as a draft after each pause, so that nothing waits for Enter.
import { afterPause, h } from "../dom.js";
import { takesReference } from "./formula.js";
import { suggestions, withNextSigns } from "./formula_typing.js";

const CELL_DRAFT_PAUSE = 200; // ms

export class CellEditor {
  #saveDraft;

  // `hears.typed(text)` after every key, `hears.draft(text)` after a pause, `hears.left()` when the focus has gone.
  constructor(element, { ref, row, column, label, text, typedInto }, hears) {
    Object.assign(this, { element, ref, row, column, original: text, typedInto, drafted: false, lookup: null });
    this.input = h("input", { class: "bo-sheet-input", "aria-label": label, autocomplete: "off", spellcheck: "false" });
    this.input.value = typedInto ? "" : text;
    this.#saveDraft = afterPause(CELL_DRAFT_PAUSE, () => hears.draft(this.input.value));
    this.input.addEventListener("input", (event) => {
      this.#grow();
      hears.typed(this.input.value);
      if (!event.isComposing) this.#saveDraft();
    });
    this.input.addEventListener("compositionend", () => this.#saveDraft());
    this.input.addEventListener("blur", () => hears.left());
    this.#grow();
    element.classList.add("bo-editing");
    element.replaceChildren(this.input);
    this.input.focus();
    this.input.setSelectionRange(this.text.length, this.text.length);
  }

  get text() {
    return this.input.value;
  }

  get changed() {
    return this.text !== this.original;
  }

  // As wide as its text, as a formula is often longer than its column.
  #grow() {
    this.input.style.width = `max(100%, ${this.input.value.length + 3}ch)`;
  }

  // A cell clicked while a formula is typed: its reference goes in where the caret is, or replaces the one just put in.
  point(reference) {
    const caret = this.input.selectionStart;
    const again = this.pointed && this.pointed.end === caret;
    const start = again ? this.pointed.start : caret;
    if (!takesReference(this.text, start)) return false;
    this.input.setRangeText(reference, start, caret, "end");
    this.pointed = { start, end: start + reference.length };
    this.input.dispatchEvent(new Event("input"));
    return true;
  }

  // Is a reference being pointed at, so that the next arrow moves it, or may one begin here?
  get isPointing() {
    return Boolean(this.pointed) && this.pointed.end === this.input.selectionStart;
  }

  get canPoint() {
    return this.isPointing || takesReference(this.text, this.input.selectionStart);
  }

  // Another text in the cell, as if it had been typed.
  put(text, caret = text.length) {
    this.input.value = text;
    this.input.setSelectionRange(caret, caret);
    this.input.dispatchEvent(new Event("input"));
  }

  // F4.
  nextSigns() {
    const next = withNextSigns(this.text, this.input.selectionStart);
    if (next) this.put(next.text, next.caret);
    if (next && this.pointed) this.pointed = null;
  }

  // Tab on a name that has been begun: the first function that it may become, with its bracket.
  complete(functions) {
    const caret = this.input.selectionStart;
    const [first] = suggestions(functions, this.text, caret);
    if (!first) return false;
    const start = this.text.slice(0, caret).search(/[\p{L}\p{N}.]*$/u);
    const opened = `${first.name}(`;
    this.put(this.text.slice(0, start) + opened + this.text.slice(caret), start + opened.length);
    return true;
  }

  close() {
    this.element.classList.remove("bo-editing");
    this.input.remove();
  }
}
