// Looking something up by its number or its name: an accessible combobox on a plain input, used by forms and by the
// sheet. The input's value is always the number (the choice's key); the list shows number and name.
import { h } from "./dom.js";

let lookups = 0; // for ids that are unique on the page

const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

/** The choices whose number begins with what was typed, then those whose name has all its words. */
export function findChoices(choices, typed) {
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
export function meantChoice(choices, typed) {
  const text = typed.trim();
  const exact = choices.find((choice) => choice.key === text);
  if (exact || !text) return exact ?? null;
  const found = findChoices(choices, text);
  return found.length === 1 ? found[0] : null;
}

/**
 * Makes `input` a combobox. `onPick(choice)` runs after the input holds the choice's number.
 * Returns `key(event)`: offers the list a keydown and says whether it used it (ArrowUp/Down, Enter on a picked line,
 * Escape while open); `settle()`: take what was meant, close the list (call it on Tab, Enter or when leaving);
 * `close()`; `remove()`; `isOpen()`. The caller decides when to offer keys, so a grid can keep its own Enter and Tab.
 */
export function attachLookup(input, choices, { _, say = () => {}, onPick = () => {}, openAtOnce = false } = {}) {
  const leaving = new AbortController();
  const { signal } = leaving;
  const id = `bo-lookup-${++lookups}`;
  const list = h("ul", { class: "bo-lookup", role: "listbox", id, popover: "manual", "aria-label": _("Accounts") });
  let shown = [];
  let active = -1;

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false", autocomplete: "off",
  })) input.setAttribute(name, value);
  (input.closest(".bo-desk") ?? input.parentElement).append(list);

  const isOpen = () => input.getAttribute("aria-expanded") === "true";

  function place() {
    const box = input.getBoundingClientRect();
    const below = window.innerHeight - box.bottom;
    const above = below < 180 && box.top > below;
    list.style.left = `${Math.max(4, Math.min(box.left, window.innerWidth - 340))}px`;
    list.style.top = above ? "auto" : `${box.bottom + 2}px`;
    list.style.bottom = above ? `${window.innerHeight - box.top + 2}px` : "auto";
    list.style.minWidth = `${box.width}px`;
    list.style.maxHeight = `${Math.max(120, Math.min(280, (above ? box.top : below) - 12))}px`;
  }

  function open() {
    if (!isOpen()) {
      list.showPopover?.();
      input.setAttribute("aria-expanded", "true");
    }
    place();
  }

  function close() {
    if (!isOpen()) return;
    list.hidePopover?.();
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function activate(index) {
    active = index;
    [...list.children].forEach((line, at) => line.setAttribute("aria-selected", at === index ? "true" : "false"));
    const line = list.children[index];
    if (line) {
      input.setAttribute("aria-activedescendant", line.id);
      line.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function refresh() {
    shown = findChoices(choices, input.value);
    list.replaceChildren(...shown.map((choice, at) => h("li",
      { role: "option", id: `${id}-${at}`, "aria-selected": "false", "data-at": at },
      h("span", { class: "bo-lookup-key" }, choice.key), h("span", {}, choice.label))));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    if (!shown.length) close();
    else open();
  }

  function pick(choice) {
    input.value = choice.key;
    close();
    say(`${choice.key} ${choice.label}`);
    onPick(choice);
  }

  function settle() {
    const choice = active >= 0 ? shown[active] : meantChoice(choices, input.value);
    close();
    if (choice && choice.key !== input.value) pick(choice);
  }

  function key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.ctrlKey && !event.metaKey) {
      if (!isOpen()) refresh();
      if (shown.length) activate((active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length);
      event.preventDefault();
      return true;
    }
    if (event.key === "Enter" && isOpen() && active >= 0) {
      pick(shown[active]);
      event.preventDefault();
      return true;
    }
    if (event.key === "Escape" && isOpen()) {
      close();
      event.preventDefault();
      return true;
    }
    return false;
  }

  input.addEventListener("input", refresh, { signal });
  list.addEventListener("pointerdown", (event) => event.preventDefault(), { signal }); // the input keeps the focus
  list.addEventListener("click", (event) => {
    const line = event.target.closest("[data-at]");
    if (line) pick(shown[Number(line.dataset.at)]);
  }, { signal });
  window.addEventListener("scroll", (event) => event.target !== list && isOpen() && place(),
    { capture: true, passive: true, signal });
  if (openAtOnce) refresh();

  return {
    key, settle, close, isOpen,
    remove() {
      close();
      leaving.abort();
      list.remove();
    },
  };
}
