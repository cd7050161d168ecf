"""The server's websocket sends small messages at once: a sheet's answer does not wait for 40 ms of politeness."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application
from tornado.websocket import WebSocketHandler, websocket_connect

from course import lab
from course.lab.without_delay import wait_no_longer


def switch_of(handler: Any) -> int:
    return int(handler.stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


async def switch_after_connecting(at_once: bool) -> int:
    """Whether TCP_NODELAY is on at the server's end of a real websocket, as its `open` is called."""
    found: list[int] = []

    class Kernel(WebSocketHandler):
        async def open(self, *arguments: str, **named: str) -> None:
            found.append(switch_of(self.ws_connection))

    if at_once:
        wait_no_longer(Kernel)
    listener, port = bind_unused_port()
    server = HTTPServer(Application([("/", Kernel)]))
    server.add_sockets([listener])
    connection = await websocket_connect(f"ws://127.0.0.1:{port}/")
    while not found:
        await asyncio.sleep(0.01)
    connection.close()
    server.stop()
    return found[0]


def test_a_connection_opens_with_the_switch_on_and_without_it_off() -> None:
    assert asyncio.run(switch_after_connecting(at_once=True)) == 1
    assert asyncio.run(switch_after_connecting(at_once=False)) == 0


def test_the_file_that_is_installed_names_a_module_that_jupyter_can_load() -> None:
    from importlib import import_module

    told = json.loads((Path(lab.__file__).parent / "jupyter_server.json").read_text(encoding="utf-8"))
    for name, on in told["ServerApp"]["jpserver_extensions"].items():
        points = import_module(name)._jupyter_server_extension_points()
        assert on
        assert [point["module"] for point in points] == [name]
        assert callable(import_module(name)._load_jupyter_server_extension)
