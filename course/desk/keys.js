// Nothing that is typed in a task ever reaches the notebook as a command; only Ctrl+S goes through, and saves it.

const isSave = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s";

/** Guards `root`: what is pressed in it goes no further up, and that is where the notebook and JupyterLab's shortcuts
 * listen. A click or a change of focus inside is still seen by the notebook, so that it knows its current cell. */
export function guardKeys(root, signal) {
  for (const type of ["keydown", "keypress", "keyup", "copy", "cut", "paste"]) {
    root.addEventListener(type, (event) => type === "keydown" && isSave(event) || event.stopPropagation(), { signal });
  }
}
