"""A server extension: what the kernel says reaches the page at once.

Jupyter's server writes several small messages in a row to the page (busy, the answer, idle), and the operating system
holds the second one back until the first is confirmed, which takes 40 ms ("Nagle's algorithm" meets "delayed
acknowledgement"): a question to the kernel and back took 46 ms, and takes 9 without that wait. TCP has a switch for it,
which the server's websocket does not use.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.websocket import KernelWebsocketHandler


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "course.lab.without_delay"}]


def _load_jupyter_server_extension(server: Any) -> None:
    wait_no_longer(KernelWebsocketHandler)


def wait_no_longer(handler: Any) -> None:
    """Have this websocket handler send small messages at once, from its next connection on."""
    opened = handler.open

    async def open_at_once(self: Any, *arguments: Any, **named: Any) -> None:
        self.set_nodelay(True)
        await opened(self, *arguments, **named)

    handler.open = open_at_once
