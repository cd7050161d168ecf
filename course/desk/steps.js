// Steps to be put in order: a listbox. The arrow keys go from step to step, with Alt they take the step along; two
// buttons do the same. Nothing is dragged. What has moved is said to whoever does not see it.
import { fill, h } from "./dom.js";

class Steps {
  constructor(id, field, changed, desk) {
    Object.assign(this, { id, changed, desk, options: field.options });
    this.order = [...field.options];
    this.active = 0;
    this.touched = false;
    this.list = h("ul", { class: "bo-steps", role: "listbox", tabindex: "0", id, "aria-labelledby": `${id}-label`, "aria-describedby": `${id}-keys` });
    this.up = this.button(desk._("Move up"), -1);
    this.down = this.button(desk._("Move down"), 1);
    this.open = h("span", { class: "bo-steps-open" }, desk._("Not put in order yet"));
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => {
      const at = [...this.list.children].indexOf(event.target.closest("[role=option]"));
      if (at >= 0) this.choose(at);
    });
    this.paint();
  }

  button(label, step) {
    return h("button", { type: "button", class: "bo-button", "aria-controls": this.id, onclick: () => this.move(step) }, label);
  }

  paint() {
    this.list.replaceChildren(...this.order.map((option, at) => h("li",
      { role: "option", id: `${this.id}-${this.options.indexOf(option)}`, "aria-selected": String(at === this.active) },
      h("span", { class: "bo-step-number" }, `${at + 1}`), h("span", {}, option.label))));
    this.list.setAttribute("aria-activedescendant", this.list.children[this.active].id);
    this.up.setAttribute("aria-disabled", String(this.active === 0));
    this.down.setAttribute("aria-disabled", String(this.active === this.order.length - 1));
    this.open.hidden = this.touched;
  }

  choose(at) {
    this.active = Math.max(0, Math.min(at, this.order.length - 1));
    this.paint();
  }

  /** Take the chosen step one place up or down, and say where it is now. */
  move(step) {
    const to = this.active + step;
    if (to < 0 || to >= this.order.length) return;
    [this.order[this.active], this.order[to]] = [this.order[to], this.order[this.active]];
    this.touched = true;
    this.choose(to);
    const { label } = this.order[to];
    this.desk.say(fill(this.desk._("{step}: now number {number} of {all}"), { step: label, number: to + 1, all: this.order.length }));
    this.changed(true);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const end = { Home: 0, End: this.order.length - 1 }[event.key];
    if (step && event.altKey) this.move(step);
    else if (step) this.choose(this.active + step);
    else if (end !== undefined) this.choose(end);
    else return;
    event.preventDefault();
  }

  get() {
    return this.touched ? this.order.map((option) => option.key) : "";
  }

  /** Lay the steps as the file has them; as they were dealt, if it has none. */
  set(value) {
    const found = Array.isArray(value) ? value.map((key) => this.options.find((option) => option.key === key)) : [];
    const whole = this.options.every((option) => found.includes(option)) && found.length === this.options.length;
    const kept = this.order[this.active];
    this.order = whole ? found : [...this.options];
    this.touched = whole;
    this.active = this.order.indexOf(kept);
    this.paint();
  }
}

/** A field of a form: steps in the learner's order. `help` and `error` are the form's own lines. */
export function stepsField(id, field, changed, desk, { help, error }) {
  const steps = new Steps(id, field, changed, desk);
  const { _ } = desk;
  const node = h("div", { class: "bo-field bo-order" },
    h("span", { class: "bo-order-label", id: `${id}-label` }, field.label), help,
    steps.list,
    h("div", { class: "bo-order-foot" }, steps.up, steps.down, steps.open,
      h("span", { class: "bo-help", id: `${id}-keys` }, _("Keys: up and down choose a step, with Alt they move it."))),
    error);
  return { node, entry: steps.list, get: () => steps.get(), set: (value) => steps.set(value) };
}
