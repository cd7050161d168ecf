// The way of an edit to the file: shown at once, sent, and marked as not saved until the kernel says that it is.

export class SheetSaving {
  // `changed(refs, news)` is called with the cells to repaint after every answer. With `pace`, it goes along.
  constructor(desk, contents, changed, pace = null) {
    Object.assign(this, { desk, contents, changed, pace, number: 0 });
  }

  // Edits are [row, column, text]. What an earlier answer left unsaved goes along again.
  set(edits, { draft = false } = {}) {
    const number = ++this.number;
    const all = [...this.#failed(), ...edits];
    this.contents.expect(all, number);
    return this.#send({ op: "set", cells: all, draft, pace: this.pace?.take() ?? null }, number);
  }

  // What is still marked as not saved, once more.
  again() {
    return this.#failed().length ? this.set([]) : Promise.resolve();
  }

  #failed() {
    const edits = [...this.contents.pending.values()].filter((edit) => edit.failed);
    return edits.map(({ row, column, text }) => [row, column, text]);
  }

  // "undo" or "redo".
  step(op) {
    return this.#send({ op }, ++this.number);
  }

  // A sort, a filter, a number format.
  arrange(message) {
    return this.#send(message, ++this.number);
  }

  async #send(message, number) {
    try {
      const news = await this.desk.send(message);
      const refs = this.contents.apply(news);
      this.changed([...refs, ...this.contents.settle(number)], news);
      return news;
    } catch {
      // The frame says what went wrong and what to do; the cells keep what was typed, marked as not saved.
      for (const edit of this.contents.pending.values()) if (edit.number <= number) edit.failed = true;
      return null;
    }
  }
}
