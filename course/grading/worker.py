"""The worker: runs a learner's cells, inside the sandbox, and answers with plain data. It decides nothing.

Started once as `python -m course.grading.worker`, it imports what the assignment imports, then forks for each
submission.
It is handed the learner's cells and the names or calls that a test needs; never a test, an expected value or
another learner's file. What it answers is not believed: the marker decodes it as data (`plain.py`).
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import resource
import select
import signal
import socket
import sys
import warnings
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from course.grading import namespaces, plain, warm, wire
from course.grading.shell import LearnerShell, make_shell

MAX_FILE = 8 * 1024 * 1024
MAX_FILES = 200


def main() -> None:
    """argv: the options as JSON, the number of the control line."""
    options = json.loads(sys.argv[1])
    sys.path.insert(0, "")  # a learner's own module lies beside the notebook
    for module in options["modules"]:
        with contextlib.suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            importlib.import_module(module)
    shell = make_shell(options["max_output"])
    warm_up()
    bounds = namespaces.Bounds(**options["bounds"])
    sandboxed = bool(options["sandboxed"])
    warm.serve(int(sys.argv[2]), lambda lines: _watch(lines[0], shell, bounds, sandboxed))


def warm_up() -> None:
    """What the first table or picture of a process would have to load, if the assignment uses them."""
    with contextlib.suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if "pandas" in sys.modules:
            importlib.import_module("course.grading.plain_tables")
        if "matplotlib.pyplot" in sys.modules:
            pictures = importlib.import_module("course.grading.plain_pictures")
            pyplot = sys.modules["matplotlib.pyplot"]
            figure, axes = pyplot.subplots()
            axes.bar(["a"], [1])
            figure.savefig(io.BytesIO(), format="png")
            pictures.encode(axes, plain.to_plain)
            pyplot.close("all")


def options(modules: list[str], bounds: namespaces.Bounds, max_output: int, sandboxed: bool) -> str:
    """What `main` reads from its command line."""
    wanted = {"modules": modules, "bounds": asdict(bounds), "max_output": max_output, "sandboxed": sandboxed}
    return json.dumps(wanted)


def _watch(line: socket.socket, shell: LearnerShell, bounds: namespaces.Bounds, sandboxed: bool) -> None:
    """Fork the worker proper; end it, and with it all that it started, when the marker hangs up."""
    if sandboxed:
        namespaces.new_namespaces()
    worker = os.fork()
    if worker == 0:
        _enter(bounds, sandboxed)
        Worker(line, shell).serve()
        os._exit(0)
    poll = select.poll()
    poll.register(line.fileno(), 0)  # hang-up is always reported
    end = os.pidfd_open(worker)
    poll.register(end, select.POLLIN)
    with contextlib.suppress(InterruptedError):
        poll.poll()
    with contextlib.suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def _enter(bounds: namespaces.Bounds, sandboxed: bool) -> None:
    """The last steps as ourselves: a process group of our own, no terminal, then the inner wall."""
    os.setsid()  # kill(0, ...) reaches the whole process group, whatever namespaces its members are in
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    if sandboxed:
        namespaces.set_limits(bounds)
        namespaces.own_folders(bounds)
        namespaces.drop_powers()
        return
    import tempfile

    os.chdir(tempfile.mkdtemp(prefix="backoffice-worker-"))
    for limit, value in ((resource.RLIMIT_CPU, bounds.cpu), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (value, value))


class Worker:
    """Answers requests from one marker about one submission."""

    def __init__(self, line: socket.socket, shell: LearnerShell) -> None:
        self.line = line
        self.shell = shell
        self.functions: list[Any] = []

    def serve(self) -> None:
        answers = {
            "files": self._files,
            "run": self._run,
            "get": self._get,
            "call": self._call,
            "written": self._written,
            "file": self._file,
            "set": self._set,
        }
        while True:
            try:
                request = wire.receive_json(self.line)
            except wire.LostError:
                return
            wire.send_json(self.line, answers[request["do"]](request))

    def _files(self, request: dict[str, Any]) -> Any:
        """Lay one file of the submission into the working folder."""
        path = Path(request["path"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(plain.from_plain(request["content"]))
        return {}

    def _run(self, request: dict[str, Any]) -> Any:
        outputs = self.shell.run_and_collect(request["source"])
        return {"outputs": outputs, "cut": self.shell.was_cut}

    def _get(self, request: dict[str, Any]) -> Any:
        with warnings.catch_warnings():
            pass  # a test cell begins: a warning that was shown before is shown again, as it is in a kernel
        names = self.shell.user_ns
        return {name: self._describe(names[name]) for name in request["names"] if name in names}

    def _describe(self, value: Any) -> Any:
        if isinstance(value, ModuleType):
            return {"module": value.__name__}
        try:
            return {"data": json.loads(plain.dumps(value))}
        except Exception as problem:  # a learner's object may raise anything while it is looked at
            if not callable(value):
                return {"not_plain": str(problem)[:200] or type(value).__name__}
        self.functions.append(value)
        return {"function": len(self.functions) - 1, "name": str(getattr(value, "__name__", "function"))}

    def _call(self, request: dict[str, Any]) -> Any:
        arguments = plain.from_plain(request["arguments"])
        keywords = plain.from_plain(request["keywords"])
        self.shell.begin_collecting()
        try:
            value = self.functions[request["function"]](*arguments, **keywords)
        except Exception as problem:
            kinds = [kind.__name__ for kind in type(problem).__mro__]
            answer: dict[str, Any] = {"raised": kinds, "text": str(problem)[:2000]}
        else:
            answer = _by_value(value, arguments)
        wrote = any(output.get("name") == "stderr" for output in self.shell.end_collecting())
        return answer | {"stderr": wrote}

    def _written(self, request: dict[str, Any]) -> Any:
        """The files in the working folder with size and time, so that the marker can ask for those that are new."""
        found = {}
        for folder, folders, names in os.walk("."):
            folders[:] = [name for name in sorted(folders) if not name.startswith((".", "__"))]
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name))
                with contextlib.suppress(OSError):
                    status = os.lstat(path)
                    found[path] = [status.st_size, status.st_mtime_ns]
                if len(found) >= MAX_FILES:
                    return found
        return found

    def _file(self, request: dict[str, Any]) -> Any:
        path = PurePosixPath(request["path"])
        try:
            with open(path, "rb") as file:
                content = file.read(MAX_FILE + 1)
        except OSError:
            return {}
        return {"content": plain.to_plain(content)} if len(content) <= MAX_FILE else {}

    def _set(self, request: dict[str, Any]) -> Any:
        self.shell.user_ns.update({name: plain.from_plain(value) for name, value in request["names"].items()})
        return {}


def _by_value(value: Any, arguments: Any) -> dict[str, Any]:
    """A function's result; if it gave nothing back, also what it did to its arguments."""
    try:
        if value is None:
            return {"value": None, "arguments": json.loads(plain.dumps(arguments))}
        return {"value": json.loads(plain.dumps(value))}
    except Exception as problem:  # a learner's object may raise anything while it is looked at
        return {"not_plain": str(problem)[:200] or type(value).__name__}


if __name__ == "__main__":
    main()
