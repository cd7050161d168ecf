// How fast somebody keys, where a task asks to be told: keys pressed, seconds at work, pauses left out, pastes. The
// figures go to the learner's own file with the next edit and nowhere else; they are shown by Check and never marked.
const LONGEST_GAP = 30_000; // ms between two keys; more is a pause and left out (PAUSE in course/tasks/pace.py)

/** Counts on `node`. `take()` gives what has come since it was last asked, or null. */
export function countPace(node, signal, now = () => performance.now()) {
  let keys = 0, time = 0, pauses = 0, pasted = 0, last = null;
  node.addEventListener("keydown", (event) => {
    if (event.repeat || ["Shift", "Control", "Alt", "AltGraph", "Meta", "Dead"].includes(event.key)) return;
    const at = now();
    if (last !== null && at - last > LONGEST_GAP) pauses += 1;
    else if (last !== null) time += at - last;
    last = at;
    keys += 1;
  }, { capture: true, signal });
  node.addEventListener("paste", () => { pasted += 1; }, { capture: true, signal });
  function take() {
    if (!keys && !pasted) return null;
    const seconds = Math.floor(time / 1000);
    const taken = { keys, seconds, pauses, pasted };
    [keys, time, pauses, pasted] = [0, time - 1000 * seconds, 0, 0];
    return taken;
  }
  return { take };
}
