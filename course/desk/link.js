// The line to the kernel. Every message is numbered and acknowledged; what is not acknowledged is not saved, and the
// frame says so. A message tells which ones were under way before it, because they may arrive in another order (line.py).
// A kernel that is at work on another cell will answer, so that is only waiting; one that is gone, or
// idle and silent, will not. Unacknowledged changes are kept for the page's lifetime and sent again: before the next
// change of this desk, or by the next desk on that file.

const PATIENCE = 4000; // ms without an acknowledgement before the learner hears of it
const LOOK_AGAIN = 1000; // ms, while a kernel is at work on something else
const LONGER = 30000; // ms for what has to be worked out: a kernel's first picture loads a library, perhaps its fonts
const WORKED_OUT = new Set(["check", "picture"]);
const QUESTIONS = new Set(["hello", "check", "view", "fresh", "renew", "picture"]); // what changes no answer; everything else must be saved

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
 * Is a cell of this notebook still to be done, as its [*] says? The kernel's status alone does not tell: an answer to
 * the server, given beside the cell that runs, says "idle".
 */
const isRunningCells = (context) => [...(context?.model?.cells ?? [])].some((cell) => cell.executionState === "running");

class Link {
  constructor(model, key, onStatus) {
    Object.assign(this, { model, onStatus, ...pageMemory(key), number: 0 });
    this.desk = Math.random().toString(36).slice(2);
    this.waiting = new Map(); // number -> { edit, resolve, reject, timer, waited }
    this.events = new EventTarget();
    this.hear = this.hear.bind(this);
    this.inUse.add(this.desk);
    model.on("msg:custom", this.hear);
  }

  hear(message) {
    if (message.event) this.events.dispatchEvent(new CustomEvent(message.event, { detail: message.detail }));
    else if (message.desk === this.desk) this.#acknowledged(message); // else another view of this widget asked
  }

  #acknowledged({ re, saved, unsaved, error, reply }) {
    const entry = this.#settle(re);
    if (saved) takeOut(this.kept, (change) => change.desk === this.desk && (change.seq === re || change.seq < re && !change.lost));
    if (unsaved) this.onStatus("refused", error);
    else if (saved) this.onStatus([...this.waiting.values()].some((one) => one.edit) ? "saving" : "saved");
    else if (!this.kept.some((change) => change.desk === this.desk)) this.onStatus("reached");
    if (error) entry?.reject(new Error(error));
    else if (entry) entry.resolve(reply ?? {});
    // A kernel that was busy answers after all; who asked has given up, but the answer tells of changes.
    else if (reply) this.events.dispatchEvent(new CustomEvent("late", { detail: reply }));
  }

  #settle(seq) {
    const entry = this.waiting.get(seq);
    this.waiting.delete(seq);
    clearTimeout(entry?.timer);
    return entry;
  }

  /** Is the kernel there, and only at work on something else? */
  get #isBusy() {
    const { kernel, context } = this.model.widget_manager ?? {};
    if (!kernel || kernel.isDisposed || kernel.connectionStatus !== "connected") return false;
    return kernel.status === "busy" || isRunningCells(context);
  }

  get #isEditWaiting() {
    return [...this.waiting.values()].some((one) => one.edit && one.waited);
  }

  // A kernel is idle for a moment between two cells, so that it is asked twice before it is given up.
  #wait(seq, patience, wasBusy = true) {
    const entry = this.waiting.get(seq);
    if (!entry) return;
    entry.timer = setTimeout(() => {
      const isBusy = this.#isBusy;
      if (!isBusy && !entry.waited) return this.#giveUp(seq);
      if (!isBusy && !wasBusy) return this.#giveUp(seq);
      entry.waited = true;
      this.onStatus(this.#isEditWaiting ? "waiting" : "busy");
      return this.#wait(seq, LOOK_AGAIN, isBusy);
    }, patience);
  }

  #giveUp(seq) {
    const entry = this.#settle(seq);
    for (const change of this.kept) change.lost ||= change.desk === this.desk && change.seq === seq;
    if (entry?.edit) this.onStatus("lost");
    entry?.reject(new Error("")); // no words of the kernel's
  }

  /** Resolves with the kernel's reply; rejects when nothing comes back in time or the kernel could not save. */
  send(message) {
    const edit = !QUESTIONS.has(message.op);
    if (edit) this.resendKept();
    const seq = ++this.number;
    const after = [...this.waiting.keys()];
    if (message.op === "set") this.kept.push({ desk: this.desk, seq, message, lost: false });
    if (edit) this.onStatus(this.#isEditWaiting ? "waiting" : "saving");
    const patience = WORKED_OUT.has(message.op) ? LONGER : PATIENCE;
    const promise = new Promise((resolve, reject) => {
      this.waiting.set(seq, { edit, resolve, reject, timer: null, waited: false });
    });
    this.#wait(seq, patience);
    promise.catch(() => {}); // the frame has told the learner already; a caller may still listen
    try {
      this.model.send({ ...message, seq, after, desk: this.desk });
    } catch {
      this.#giveUp(seq);
    }
    return promise;
  }

  /** Send again what did not reach the kernel, of this desk's changes and of those of desks that are gone. */
  resendKept() {
    const own = this.kept.filter((change) => change.desk === this.desk);
    const first = own.find((change) => change.lost)?.seq ?? Infinity; // what came after it goes out after it once more
    const again = takeOut(this.kept, (change) => change.desk === this.desk ? change.seq >= first : !this.inUse.has(change.desk));
    for (const { message } of again) this.send(message);
  }

  on(event, handler, signal) {
    this.events.addEventListener(event, (heard) => handler(heard.detail), { signal });
  }

  close() {
    this.inUse.delete(this.desk);
    this.onStatus = () => {};
    setTimeout(() => this.model.off("msg:custom", this.hear), PATIENCE); // what is under way may still be acknowledged
  }
}

/**
 * Opens the line. `onStatus(status, reason)` hears "saving", "saved", "refused" (the kernel could not write; `reason`
 * says why), "waiting" (a change has not been acknowledged because the kernel is at work on something else), "busy"
 * (the same of a question), "lost" (a change was not acknowledged) and "reached" (the kernel answers, and nothing is
 * unsaved).
 */
export function openLink(model, key, onStatus) {
  return new Link(model, key, onStatus);
}
