"""A warm process: it imports once what every submission needs, then forks for each of them in a few milliseconds.

Two homes use it: the markers, which run our own code, and the workers, which run learners' code in the sandbox. Each
fork gets lines (sockets) of its own; nothing is found by a name, so nothing can be reached that was not handed over.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import gc
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence

MAX_LINES = 4
PR_SET_PDEATHSIG = 1


class WarmProcess:
    """The parent's side: starts the process and asks it for forks. `given` is what it reads from its input."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], cwd: str = "/", given: bytes = b"") -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            number = theirs.fileno()
            self.process = subprocess.Popen(
                [*command, str(number)], env=dict(env), cwd=cwd, pass_fds=[number], stdin=subprocess.PIPE
            )
        assert self.process.stdin  # a pipe, as asked for
        with contextlib.suppress(BrokenPipeError), self.process.stdin as line:  # one that ends is never ready
            line.write(given)

    def wait_until_ready(self, seconds: float) -> bool:
        """True once the imports are done; False if the process ended or took too long."""
        self.control.settimeout(seconds)
        try:
            return self.control.recv(16) == b"ready"
        except OSError:
            return False

    def fork(self, *lines: socket.socket) -> None:
        """Fork a child that holds these lines. Raises OSError if the process has ended."""
        self.control.settimeout(10)
        numbers = array.array("i", [line.fileno() for line in lines])
        self.control.sendmsg([b"fork"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, numbers)])

    def has_ended(self) -> bool:
        """Whether the process is gone; one that was just killed may need a moment until that is seen."""
        try:
            self.process.wait(0.5)
        except subprocess.TimeoutExpired:
            return False
        return True

    def close(self) -> None:
        self.control.close()
        with contextlib.suppress(OSError):
            self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def serve(control_number: int, child: Callable[[list[socket.socket]], None]) -> None:
    """The warm process's side: fork for each request until the parent is gone. `child` never returns to here."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    control = socket.socket(fileno=control_number)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the children
    gc.collect()
    gc.freeze()  # a fork that collects garbage would copy every page
    control.send(b"ready")
    while True:
        lines = _receive_lines(control)
        if lines is None:
            return
        if _fork() == 0:
            control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            status = 1
            try:
                child(lines)
                status = 0
            finally:
                os._exit(status)
        for line in lines:
            line.close()


def _fork() -> int:
    """Fork. Without room for another process the lines are closed, which the other side is told of, and we live on."""
    try:
        return os.fork()
    except OSError:
        return -1


def _receive_lines(control: socket.socket) -> list[socket.socket] | None:
    numbers = array.array("i")
    try:
        message, ancillary, _, _ = control.recvmsg(16, socket.CMSG_SPACE(MAX_LINES * numbers.itemsize))
    except OSError:
        return None
    if not message:
        return None
    for _level, _kind, data in ancillary:
        numbers.frombytes(data[: len(data) - len(data) % numbers.itemsize])
    return [socket.socket(fileno=number) for number in numbers]
