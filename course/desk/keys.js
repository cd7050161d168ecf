// Nothing that is typed in a task ever reaches the notebook as a command; only Ctrl+S goes through, and saves it.

const isSave = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s";

/** Guards `root`. JupyterLab listens on the document while the event is still going down, so the mark that tells it to
 * keep out must be set (or, for Ctrl+S, taken away) before: on the window. */
export function guardKeys(root, signal) {
  const mark = (event) => {
    if (root.contains(event.target)) root.toggleAttribute("data-lm-suppress-shortcuts", !isSave(event));
  };
  window.addEventListener("keydown", mark, { capture: true, signal });
  for (const type of ["keydown", "keypress", "keyup", "copy", "cut", "paste"]) {
    root.addEventListener(type, (event) => type === "keydown" && isSave(event) || event.stopPropagation(), { signal });
  }
  // a click or a change of focus inside is still seen by the notebook, so that it knows which cell is the current one
}
