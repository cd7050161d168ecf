// The bar above the sheet: sort, filter, number format. Each button opens a small panel beneath it.
import { fill, h } from "../dom.js";
import { refOf } from "./address.js";
import { filterPanel, formatPanel, sortPanel } from "./arrange_panels.js";

export class ArrangeBar {
  constructor(sheet, desk) {
    Object.assign(this, { sheet, desk, open: null });
    const { _ } = desk;
    this.state = h("span", { class: "bo-sheet-shown", role: "status" });
    this.place = h("div", { class: "bo-sheet-panel", hidden: true });
    const offered = {
      sort: [_("Sort…"), sortPanel],
      filter: [_("Filter…"), filterPanel],
      format: [_("Format…"), formatPanel],
    };
    const button = (tool) => {
      const [label, panel] = offered[tool];
      const node = h("button", { type: "button", class: "bo-button", "aria-expanded": "false" }, label);
      node.addEventListener("click", () => this.toggle(node, panel));
      return node;
    };
    this.buttons = desk.layout.tools.map(button);
    const bar = h("div", { class: "bo-sheet-tools", role: "toolbar", "aria-label": `${_("Tools of the sheet")}: ${desk.title}` },
      this.buttons, this.state);
    this.node = h("div", {}, bar, this.place);
    this.node.addEventListener("keydown", (event) => this.#key(event));
  }

  focus() {
    this.buttons[0].focus();
  }

  async toggle(button, panel) {
    const again = this.open === button;
    this.close();
    if (again) return;
    await this.sheet.commit();
    this.place.replaceChildren(...panel(this.sheet, this.desk, (message, told) => this.#send(message, told), () => this.#leave()));
    this.place.hidden = false;
    this.open = button;
    button.setAttribute("aria-expanded", "true");
    this.place.querySelector("input:checked, select, input, button")?.focus();
  }

  close() {
    this.open?.setAttribute("aria-expanded", "false");
    this.open = null;
    this.place.hidden = true;
    this.place.replaceChildren();
  }

  #leave() {
    this.close();
    this.sheet.grid.focus();
  }

  async #send(message, told) {
    this.#leave();
    const news = await this.sheet.arrange(message);
    if (news && !news.note) this.sheet.tell(told);
  }

  // Escape closes a panel; arrows walk along the buttons.
  #key(event) {
    const at = this.buttons.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") this.#leave();
    else if (at >= 0 && step) this.buttons[(at + step + this.buttons.length) % this.buttons.length].focus();
    else return;
    event.preventDefault();
  }

  // How many rows of the list are shown, and because of what.
  show(contents) {
    const { _ } = this.desk;
    const { filter } = contents;
    if (!filter) {
      this.state.textContent = "";
      return;
    }
    const [first, last] = filter.block.split(":").map((ref) => Number(ref.replace(/\D+/, "")));
    const column = contents.columns[filter.column - 1].label || refOf(1, filter.column);
    this.state.textContent = fill(_("{shown} of {all} rows shown ({column}: {values})"), {
      all: last - first, shown: last - first - contents.hidden.size, column, values: filter.values.join(", "),
    });
  }
}
