"""Messages between the processes that mark: length and bytes over a socket pair, with a cap and a deadline."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

now = time.monotonic
MAX_MESSAGE = 64 * 1024 * 1024
_LENGTH = struct.Struct("!I")


class LostError(Exception):
    """The other side is gone, or what it sent is not a message."""


class LateError(Exception):
    """The deadline passed before the message was complete."""


def send(line: socket.socket, payload: bytes) -> None:
    """Send one message. Raises LostError if the other side has gone, LateError if it does not read."""
    try:
        line.sendall(_LENGTH.pack(len(payload)) + payload)
    except TimeoutError:
        raise LateError from None
    except OSError as problem:
        raise LostError(str(problem)) from None


def receive(line: socket.socket, deadline: float | None = None, limit: int = MAX_MESSAGE) -> bytes:
    """The next message; `deadline` is in time.monotonic() seconds."""
    (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size, deadline))
    if length > limit:
        raise LostError("the message is too long")
    return _exactly(line, length, deadline)


def _exactly(line: socket.socket, count: int, deadline: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise LateError
            line.settimeout(left)
        try:
            part = line.recv(min(count - len(parts), 1 << 20))
        except TimeoutError:
            raise LateError from None
        except OSError as problem:
            raise LostError(str(problem)) from None
        if not part:
            raise LostError("the other side has closed the line")
        parts += part
    return bytes(parts)


def send_json(line: socket.socket, message: Any) -> None:
    send(line, json.dumps(message, separators=(",", ":")).encode())


def receive_json(line: socket.socket, deadline: float | None = None, limit: int = MAX_MESSAGE) -> Any:
    """The next message, which has to be JSON. Raises LostError, LateError."""
    payload = receive(line, deadline, limit)
    try:
        return json.loads(payload)
    except (ValueError, RecursionError) as problem:
        raise LostError(f"not JSON: {problem}") from None
