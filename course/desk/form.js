// A quiz or a form: native inputs in fieldsets, saved as they are typed. The kernel reads every value; what it cannot
// read it says in words, and they appear once the learner has left the field.
import { afterPause, h } from "./dom.js";
import { attachLookup } from "./lookup.js";
import { stepsField } from "./steps.js";

const DRAFT_PAUSE = 250; // ms without a key before what is typed is saved
const SELECT_FROM = 9; // options; so many radios side by side are no longer quicker than a list

const isChoice = (field) => field.kind === "choice" || field.kind === "choices";

/** Fields in the order of the layout, neighbours of the same group together. */
function fieldGroups(fields) {
  const groups = [];
  for (const field of fields) {
    const last = groups[groups.length - 1];
    if (last && field.group && last.name === field.group) last.fields.push(field);
    else groups.push({ name: field.group, fields: [field] });
  }
  return groups;
}

function helpText(id, field) {
  return field.help ? h("p", { class: "bo-help", id: `${id}-help` }, field.help) : null;
}

export const errorText = (id) => h("p", { class: "bo-error", id: `${id}-error`, hidden: true });

export const describedBy = (id, field) => [field.help && `${id}-help`, `${id}-error`].filter(Boolean).join(" ");

/** Radios or checkboxes in a fieldset whose legend is the question. */
function choiceField(id, field, changed) {
  const type = field.kind === "choice" ? "radio" : "checkbox";
  const inputs = field.options.map((option, at) => h("input",
    { type, name: id, id: `${id}-${at}`, value: option.key, onchange: () => changed(true) }));
  const options = field.options.map((option, at) =>
    h("label", { class: "bo-option", for: `${id}-${at}` }, inputs[at], h("span", {}, option.label)));
  const node = h("fieldset", { class: "bo-field bo-question", "aria-describedby": describedBy(id, field) },
    h("legend", {}, field.label), helpText(id, field), h("div", { class: "bo-options" }, options), errorText(id));
  return {
    node,
    entry: inputs[0],
    get: () => {
      const keys = inputs.filter((input) => input.checked).map((input) => input.value);
      return field.kind === "choice" ? keys[0] ?? "" : keys;
    },
    set: (value) => {
      const keys = [value ?? []].flat();
      for (const input of inputs) input.checked = keys.includes(input.value);
    },
  };
}

/** A long list of options to pick one from. */
function selectField(id, field, changed, _) {
  const options = field.options.map((option) => h("option", { value: option.key }, option.label));
  const select = h("select", { id, class: "bo-input", "aria-describedby": describedBy(id, field) },
    h("option", { value: "" }, _("Please choose")), options);
  select.addEventListener("change", () => changed(true));
  const node = h("div", { class: "bo-field" }, h("label", { for: id }, field.label), helpText(id, field), select,
    errorText(id));
  return { node, entry: select, get: () => select.value, set: (value) => { select.value = value ?? ""; } };
}

const INPUT_HINTS = { amount: "decimal", number: "decimal", date: "numeric" };

/** Text, code, amount, number, date: one line. What it means is read in the kernel, in the learner's convention. */
function lineField(id, field, changed) {
  const input = h("input", {
    id, class: `bo-input bo-${field.kind}`, type: "text", autocomplete: "off", spellcheck: "false",
    inputmode: INPUT_HINTS[field.kind] ?? "text", "aria-describedby": describedBy(id, field),
  });
  input.addEventListener("input", () => changed(false));
  input.addEventListener("change", () => changed(true));
  const node = h("div", { class: "bo-field" }, h("label", { for: id }, field.label), helpText(id, field), input,
    errorText(id));
  return { node, entry: input, get: () => input.value, set: (value) => { input.value = value ?? ""; } };
}

/** An account: a line that can be looked up; the account's name stands beside its number. */
function accountField(id, field, changed, desk) {
  const line = lineField(id, field, changed);
  const name = h("output", { class: "bo-account-name", for: id });
  const input = line.entry;
  const showName = () => {
    name.textContent = field.options.find((option) => option.key === input.value.trim())?.label ?? "";
  };
  const row = h("div", { class: "bo-account-row" });
  input.replaceWith(row);
  row.append(input, name);
  let lookup = null;
  input.addEventListener("focus", () => {
    lookup ??= attachLookup(input, field.options, { _: desk._, say: desk.say, onPick: () => { showName(); changed(true); } });
  });
  input.addEventListener("keydown", (event) => lookup?.key(event));
  input.addEventListener("input", showName);
  input.addEventListener("blur", () => lookup?.settle());
  desk.signal.addEventListener("abort", () => lookup?.remove());
  return { ...line, set: (value) => { line.set(value); showName(); } };
}

function makeField(id, field, changed, desk) {
  if (field.kind === "order") {
    return stepsField(id, field, changed, desk, { help: helpText(id, field), error: errorText(id) });
  }
  if (field.kind === "account") return accountField(id, field, changed, desk);
  if (!isChoice(field)) return lineField(id, field, changed);
  if (field.kind === "choice" && field.options.length >= SELECT_FROM) return selectField(id, field, changed, desk._);
  return choiceField(id, field, changed);
}

/** Shows a field's error, or takes it away. */
function showError(control, message) {
  const line = control.node.querySelector(".bo-error");
  line.textContent = message ?? "";
  line.hidden = !message;
  control.node.classList.toggle("bo-wrong", Boolean(message));
  if (control.entry.tagName === "INPUT" && control.entry.type === "text") {
    control.entry.setAttribute("aria-invalid", message ? "true" : "false");
  }
}

export class FormView {
  constructor(desk) {
    this.desk = desk;
    this.fields = desk.layout.fields;
    this.controls = new Map(); // key -> control
    this.left = new Set(Object.keys(desk.state.values)); // fields whose errors may be shown: filled in and left
    this.touched = new Set(); // keys typed since they were last sent
    this.errors = desk.state.errors ?? {};
    this.saving = Promise.resolve(); // the last save under way
    this.soon = afterPause(DRAFT_PAUSE, () => this.save());
    for (const field of this.fields) {
      const control = this.makeControl(field);
      control.set(desk.state.values[field.key]);
      this.controls.set(field.key, control);
    }
    this.node = this.assemble();
    this.paintErrors();
    this.node.addEventListener("focusout", () => this.soon.now());
    this.node.addEventListener("focusin", (event) => {
      const field = this.fields.find((one) => this.controls.get(one.key).node.contains(event.target));
      if (field) desk.layFor(`${field.group} ${field.label}`);
    });
    for (const event of ["changed", "state"]) desk.on(event, (news) => this.takeOver(news));
  }

  idOf(field) {
    return `${this.desk.id}-${this.fields.indexOf(field)}`;
  }

  makeControl(field) {
    return makeField(this.idOf(field), field, (done) => this.changed(field, done), this.desk);
  }

  assemble() {
    const form = h("div", { class: `bo-form bo-form-${this.desk.kind}` });
    for (const group of fieldGroups(this.fields)) {
      const nodes = group.fields.map((field) => this.controls.get(field.key).node);
      const id = `${this.idOf(group.fields[0])}-group`;
      if (!group.name) form.append(...nodes);
      else form.append(h("div", { class: "bo-group", role: "group", "aria-labelledby": id },
        h("h4", { class: "bo-group-name", id }, group.name), nodes));
    }
    return form;
  }

  paintErrors() {
    for (const field of this.fields) {
      showError(this.controls.get(field.key), this.left.has(field.key) && this.errors[field.key]);
    }
  }

  changed(field, done) {
    this.touched.add(field.key);
    this.desk.typing();
    if (done) this.left.add(field.key);
    else this.left.delete(field.key);
    this.soon();
    if (done) this.soon.now();
  }

  save() {
    const values = Object.fromEntries([...this.touched].map((key) => [key, this.controls.get(key).get()]));
    this.touched.clear();
    this.saving = this.desk.send({ op: "set", values });
    this.saving.then((reply) => {
      this.errors = reply.errors ?? {};
      this.paintErrors();
    }, () => {
      this.saving = Promise.resolve(); // the frame has told it; a later Check need not fail for it again
    });
  }

  /** Take over what another desk on the same file changed, but not over a field in which something is being typed. */
  takeOver({ values, errors }) {
    for (const [key, control] of this.controls) {
      if (!(key in values) || this.touched.has(key)) continue;
      control.set(values[key]);
      this.left.add(key);
    }
    this.errors = errors ?? this.errors;
    this.paintErrors();
  }

  commit() {
    this.soon.now();
    return this.saving;
  }

  focus() {
    this.controls.get(this.fields[0]?.key)?.entry.focus();
  }

  unmount() {
    this.soon.now();
    this.node.remove();
  }
}

export function mountForm(root, desk) {
  const view = new FormView(desk);
  root.append(view.node);
  return view;
}
