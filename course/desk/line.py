"""A page's line to a desk: its messages, each in its turn.

A page's messages need not come in the order in which they were sent, nor one at a time: JupyterLab has a widget's first
messages handled by the kernel's main thread and later ones by a thread beside it (a "subshell"). Two strokes of a key
a hundredth of a second apart could so leave the first one's answer in the file. Every message therefore says which ones
were under way when it left, and waits for them here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Message = dict[str, Any]


class Line:
    """The messages of one page's desk. Not for two threads at a time: who calls it holds the desks' lock."""

    def __init__(self) -> None:
        self._done: set[int] = set()
        self._early: dict[int, Message] = {}  # number -> a message that came before one it waits for

    def in_turn(self, message: Message) -> Iterator[Message]:
        """Whatever can be answered now that this message (`seq`, `after`) has come, the oldest first."""
        self._early[message["seq"]] = message
        while due := [number for number, one in self._early.items() if self._done.issuperset(one["after"])]:
            # What is older than a message that no longer waits for it was given up by the page: it is handled before.
            for number in sorted(number for number in self._early if number <= max(due)):
                self._done.add(number)
                yield self._early.pop(number)
