// Looking something up by its number or its name: an accessible combobox on a plain input, used by forms and by the
// sheet. The input's value is always the number (the choice's key); the list shows number and name.
import { h } from "./dom.js";

let lookups = 0; // for ids that are unique on the page

const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

/** The choices whose number begins with what was typed, then those whose name has all its words. */
function findChoices(choices, typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (!words.length) return choices;
  const byKey = choices.filter((choice) => plain(choice.key).startsWith(words[0]) && words.length === 1);
  const byName = choices.filter((choice) => {
    const whole = plain(`${choice.key} ${choice.label}`);
    return !byKey.includes(choice) && words.every((word) => whole.includes(word));
  });
  return [...byKey, ...byName];
}

/** The number that was meant, if there can be no doubt: typed in full, or the only one that fits. Otherwise null. */
function meantChoice(choices, typed) {
  const text = typed.trim();
  const exact = choices.find((choice) => choice.key === text);
  if (exact || !text) return exact ?? null;
  const found = findChoices(choices, text);
  return found.length === 1 ? found[0] : null;
}

/** A combobox on an input: see attachLookup. */
class Lookup {
  constructor(input, choices, { _, say, onPick }) {
    Object.assign(this, { input, choices, say, onPick, shown: [], active: -1, leaving: new AbortController() });
    const id = `bo-lookup-${++lookups}`;
    this.list = h("ul", { class: "bo-lookup", role: "listbox", id, popover: "manual", "aria-label": _("Accounts") });
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries({ ...states, autocomplete: "off" })) input.setAttribute(name, value);
    (input.closest(".bo-desk") ?? input.parentElement).append(this.list);
    this.#listen();
  }

  #listen() {
    const { signal } = this.leaving;
    this.input.addEventListener("input", () => this.refresh(), { signal });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault(), { signal }); // the input keeps the focus
    this.list.addEventListener("click", (event) => {
      const line = event.target.closest("[data-at]");
      if (line) this.#pick(this.shown[Number(line.dataset.at)]);
    }, { signal });
    window.addEventListener("scroll", (event) => event.target !== this.list && this.isOpen() && this.#place(),
      { capture: true, passive: true, signal });
  }

  isOpen() {
    return this.input.getAttribute("aria-expanded") === "true";
  }

  // Beneath the input, or above it where there is more room; never beyond the window.
  #place() {
    const box = this.input.getBoundingClientRect();
    const below = window.innerHeight - box.bottom;
    const above = below < 180 && box.top > below;
    const { style } = this.list;
    style.left = `${Math.max(4, Math.min(box.left, window.innerWidth - 340))}px`;
    style.top = above ? "auto" : `${box.bottom + 2}px`;
    style.bottom = above ? `${window.innerHeight - box.top + 2}px` : "auto";
    style.minWidth = `${box.width}px`;
    style.maxHeight = `${Math.max(120, Math.min(280, (above ? box.top : below) - 12))}px`;
  }

  #open() {
    if (!this.isOpen()) {
      this.list.showPopover?.();
      this.input.setAttribute("aria-expanded", "true");
    }
    this.#place();
  }

  close() {
    if (!this.isOpen()) return;
    this.list.hidePopover?.();
    this.input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #activate(index) {
    this.active = index;
    [...this.list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === index)));
    const line = this.list.children[index];
    if (!line) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", line.id);
    return line.scrollIntoView({ block: "nearest" });
  }

  // Show what fits what is typed.
  refresh() {
    this.shown = findChoices(this.choices, this.input.value);
    this.list.replaceChildren(...this.shown.map((choice, at) => h("li",
      { role: "option", id: `${this.list.id}-${at}`, "aria-selected": "false", "data-at": at },
      h("span", { class: "bo-lookup-key" }, choice.key), h("span", {}, choice.label))));
    this.#activate(-1);
    if (this.shown.length) this.#open();
    else this.close();
  }

  #pick(choice) {
    this.input.value = choice.key;
    this.close();
    this.say(`${choice.key} ${choice.label}`);
    this.onPick(choice);
  }

  settle() {
    const choice = this.active >= 0 ? this.shown[this.active] : meantChoice(this.choices, this.input.value);
    this.close();
    if (choice && choice.key !== this.input.value) this.#pick(choice);
  }

  // The line `step` further on, round and round.
  #step(step) {
    if (!this.isOpen()) this.refresh();
    const { length } = this.shown;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    if (length) this.#activate((from + step + length) % length);
  }

  key(event) {
    const step = event.ctrlKey || event.metaKey ? undefined : { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#step(step);
    else if (event.key === "Enter" && this.isOpen() && this.active >= 0) this.#pick(this.shown[this.active]);
    else if (event.key === "Escape" && this.isOpen()) this.close();
    else return false;
    event.preventDefault();
    return true;
  }

  remove() {
    this.close();
    this.leaving.abort();
    this.list.remove();
  }
}

/**
 * Makes `input` a combobox. `onPick(choice)` runs after the input holds the choice's number.
 * Returns `key(event)`: offers the list a keydown and says whether it used it (ArrowUp/Down, Enter on a picked line,
 * Escape while open); `settle()`: take what was meant, close the list (call it on Tab, Enter or when leaving);
 * `close()`; `remove()`; `isOpen()`. The caller decides when to offer keys, so a grid can keep its own Enter and Tab.
 */
export function attachLookup(input, choices, { _, say = () => {}, onPick = () => {}, openAtOnce = false } = {}) {
  const lookup = new Lookup(input, choices, { _, say, onPick });
  if (openAtOnce) lookup.refresh();
  return lookup;
}
