"""IPython without a kernel: a learner's cell behaves as it does in JupyterLab, and its outputs are collected, capped.

Magics, `display`, rich tables, inline pictures and top-level `await` work because it is IPython itself that runs the
cell. No message queue, no history file and no thread stands beside it, so it can be forked.
"""

from __future__ import annotations

import base64
import io
import json
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config


class Outputs:
    """The outputs of one cell. All cells of a submission share one budget of bytes."""

    def __init__(self, budget: int) -> None:
        self.left = budget
        self.cut = False
        self.items: list[dict[str, Any]] = []
        self._parts: list[str] = []  # of the stream that is the last item

    def stream(self, name: str, text: str) -> None:
        allowed = self._take(text)
        if not allowed:
            return
        if not self.items or self.items[-1].get("name") != name:
            self.settle()
            self.items.append({"output_type": "stream", "name": name, "text": ""})
        self._parts.append(allowed)

    def settle(self) -> None:
        """Join what the last stream was written in (often letter by letter)."""
        if self._parts and self.items:
            self.items[-1]["text"] = "".join(self._parts)
        self._parts = []

    def add(self, item: dict[str, Any]) -> None:
        size = len(json.dumps(item, default=str))
        if size > self.left:
            self.cut = True
            return
        self.left -= size
        self.settle()
        self.items.append(item)

    def _take(self, text: str) -> str:
        if len(text) > self.left:
            self.cut = True
            text = text[: self.left]
        self.left -= len(text)
        return text


class Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of a cell."""

    def __init__(self, name: str, outputs: Outputs) -> None:
        self._name = name
        self._outputs = outputs

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has an attribute where io has a read-only property
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.stream(self._name, text)
        return len(text)


class Publisher(DisplayPublisher):
    shell: LearnerShell

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **_: Any) -> None:
        self.shell.outputs.add({"output_type": "display_data", "data": _as_text(data), "metadata": {}})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.settle()
        self.shell.outputs.items.clear()


class Hook(DisplayHook):
    shell: Any

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: Any = None) -> None:
        self.shell.outputs.add({"output_type": "execute_result", "data": _as_text(format_dict), "metadata": {}})

    def finish_displayhook(self) -> None:
        pass


def _as_text(data: dict[str, Any]) -> dict[str, Any]:
    """Pictures arrive as bytes; a notebook holds them as base64."""
    return {
        kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value for kind, value in data.items()
    }


class LearnerShell(InteractiveShell):
    """Runs cells and keeps what they show."""

    outputs: Outputs
    run_cell: Any  # IPython's own, untyped

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        text = "\n".join(str(line) for line in stb)[:20_000]
        self.outputs.add(
            {
                "output_type": "error",
                "ename": getattr(etype, "__name__", str(etype)),
                "evalue": str(evalue)[:2000],
                "traceback": text.split("\n"),
            }
        )

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window to open; pictures appear in the notebook."""

    def begin_collecting(self) -> None:
        self.outputs.items = []
        self._streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Stream("stdout", self.outputs), Stream("stderr", self.outputs)

    def end_collecting(self) -> list[dict[str, Any]]:
        sys.stdout, sys.stderr = self._streams
        self.outputs.settle()
        return self.outputs.items

    def run_and_collect(self, source: str) -> list[dict[str, Any]]:
        """Run one cell; its outputs as a notebook holds them."""
        self.begin_collecting()
        try:
            self.run_cell(source, store_history=True)
        finally:
            collected = self.end_collecting()
        for item in collected:
            if item["output_type"] == "execute_result":
                item["execution_count"] = self.execution_count - 1
        return collected

    @property
    def was_cut(self) -> bool:
        return self.outputs.cut


def make_shell(max_output: int) -> LearnerShell:
    """The shell of a worker; made before the fork."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    shell: LearnerShell = LearnerShell.instance(
        config=config, display_pub_class=Publisher, displayhook_class=Hook, user_module=None
    )
    shell.outputs = Outputs(max_output)
    shell.run_cell("0;", store_history=False)  # the first cell of a shell is slow
    shell.outputs = Outputs(max_output)
    shell.execution_count = 1
    return shell
