"""How far the class is: one line that changes on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from typing import TextIO

from course.locale import Language, translator
from course.locale.numbers import show_number


class Progress:
    """Count, rate and time left, of a class of `total`.

    What was set aside at the door or had not changed is done, too, but says nothing of how fast the rest is marked.
    """

    def __init__(self, total: int, language: Language, stream: TextIO | None = None) -> None:
        self.total = total
        self.done = 0
        self.marked = 0  # in this run, whatever it came to
        self._stream = sys.stderr if stream is None else stream
        self._live = self._stream.isatty()
        self._started = time.monotonic()
        self._next_plain = 0.0
        self.language: Language = language
        self._ = translator(language, "grading")

    def begin(self) -> None:
        """All that is needed has been loaded: from here on the time counts."""
        self._started = time.monotonic()

    def pass_by(self, done: int) -> None:
        """So many of the class are behind us, whether marked in this run or not."""
        self.done = done

    def step(self) -> None:
        """One more was marked."""
        self.marked += 1
        self.done += 1
        now = time.monotonic()
        if self._live:
            print(f"\r\x1b[2K{self.line()}", end="", file=self._stream, flush=True)
        elif now >= self._next_plain or self.done == self.total:
            print(self.line(), file=self._stream, flush=True)
            self._next_plain = now + 10

    def line(self) -> str:
        seconds = max(time.monotonic() - self._started, 1e-6)
        rate = self.marked / seconds
        left = round((self.total - self.done) / rate) if rate else 0
        text = self._("{done} of {total} done, {rate} a second, {minutes}:{seconds:02d} left")
        speed = show_number(Decimal(rate), self.language, most=1, least=1)
        return text.format(done=self.done, total=self.total, rate=speed, minutes=left // 60, seconds=left % 60)

    def close(self) -> None:
        if self._live and self.done:
            print(file=self._stream)
