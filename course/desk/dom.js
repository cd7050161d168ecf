// Making elements without inline HTML: data only ever becomes text or an attribute, never markup.

/** An element: `h("button", { type: "button", class: "bo-button", onclick: run }, "Check")`. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value === "boolean") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Put `values` into the {gaps} of a translated sentence. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? String(values[name]) : gap));
}

/** Run `action` once typing has paused for `ms`; `.now()` runs what is still waiting, at once. */
export function afterPause(ms, action) {
  let timer = null;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(wait.now, ms);
  };
  wait.now = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    action();
  };
  return wait;
}
