// The line to the kernel. Every message is numbered and acknowledged; what is not acknowledged is not saved, and the
// frame says so. Unacknowledged changes are kept for the page's lifetime and sent again by the next desk on that file.

const PATIENCE = 4000; // ms without an acknowledgement before NOT SAVED is shown
const QUESTIONS = new Set(["hello", "check", "view", "fresh"]); // what changes no answer; everything else must be saved

/** What the page remembers across desks: changes that never reached a file, by answer file, and the desks in use. */
function pageMemory(key) {
  const memory = (globalThis.backofficeDesks ??= { unsaved: new Map(), inUse: new Set() });
  if (!memory.unsaved.has(key)) memory.unsaved.set(key, []);
  return { kept: memory.unsaved.get(key), inUse: memory.inUse };
}

/** Take from `list` what `test` says, in place. */
function takeOut(list, test) {
  const taken = list.filter(test);
  list.splice(0, list.length, ...list.filter((item) => !test(item)));
  return taken;
}

/**
 * Opens the line. `onStatus(status, reason)` hears "saving", "saved", "refused" (the kernel could not write; `reason`
 * says why), "lost" (a change was not acknowledged) and "reached" (the kernel answers, and nothing is unsaved).
 */
export function openLink(model, key, onStatus) {
  const waiting = new Map(); // number -> { resolve, reject, timer }
  const events = new EventTarget();
  const { kept, inUse } = pageMemory(key);
  const desk = Math.random().toString(36).slice(2);
  inUse.add(desk);
  let number = 0;

  function settle(seq) {
    const entry = waiting.get(seq);
    waiting.delete(seq);
    if (entry) clearTimeout(entry.timer);
    return entry;
  }

  function hear(message) {
    if (message.event) {
      events.dispatchEvent(new CustomEvent(message.event, { detail: message.detail }));
      return;
    }
    if (message.desk !== desk) return; // another view of this widget asked
    const entry = settle(message.re);
    if (message.saved) takeOut(kept, (change) => change.desk === desk && change.seq <= message.re);
    if (message.unsaved) onStatus("refused", message.error);
    else if (message.saved) onStatus([...waiting.values()].some((one) => one.edit) ? "saving" : "saved");
    else if (!kept.some((change) => change.desk === desk)) onStatus("reached");
    if (!entry) {
      // A kernel that was busy answers after all; who asked has given up, but the answer tells of changes.
      if (message.reply) events.dispatchEvent(new CustomEvent("late", { detail: message.reply }));
      return;
    }
    if (message.error) entry.reject(new Error(message.error));
    else entry.resolve(message.reply ?? {});
  }

  function giveUp(seq) {
    const entry = settle(seq);
    if (!entry) return;
    if (entry.edit) onStatus("lost");
    entry.reject(new Error("")); // no words of the kernel's
  }

  /** Resolves with the kernel's reply; rejects when nothing comes back in time or the kernel could not save. */
  function send(message) {
    const seq = ++number;
    const edit = !QUESTIONS.has(message.op);
    if (message.op === "set") kept.push({ desk, seq, message });
    if (edit) onStatus("saving");
    const promise = new Promise((resolve, reject) => {
      waiting.set(seq, { edit, resolve, reject, timer: setTimeout(giveUp, PATIENCE, seq) });
    });
    promise.catch(() => {}); // the frame has told the learner already; a caller may still listen
    try {
      model.send({ ...message, seq, desk });
    } catch {
      giveUp(seq);
    }
    return promise;
  }

  /** Send again what an earlier desk on this file could not save. Returns how many changes that were. */
  function resendKept() {
    const left = takeOut(kept, (change) => !inUse.has(change.desk));
    for (const { message } of left) send(message);
    return left.length;
  }

  model.on("msg:custom", hear);
  return {
    send,
    resendKept,
    on: (event, handler, signal) => events.addEventListener(event, (e) => handler(e.detail), { signal }),
    close() {
      model.off("msg:custom", hear);
      inUse.delete(desk);
      for (const seq of [...waiting.keys()]) settle(seq);
    },
  };
}
