"""Messages of a page that come in another order than they were sent, or at the same time."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.desk.line import Line, Message
from course.desk.widget import Desk
from course.tasks.formula import position
from tests.desk.grid import FILE, values
from tests.desk.hand_made import HandMadeWork
from tests.desk.sheet_work import SheetWork


def sent(*numbers: int) -> list[Message]:
    """Messages as a page sends them while none is answered: each after all before it."""
    return [{"seq": number, "after": list(range(1, number))} for number in numbers]


def answered(line: Line, messages: list[Message]) -> list[int]:
    return [one["seq"] for message in messages for one in line.in_turn(message)]


@given(st.permutations(range(1, 9)))
def test_messages_in_any_order_are_answered_in_theirs(arrival: list[int]) -> None:
    assert answered(Line(), sent(*arrival)) == sorted(arrival)


@given(st.permutations(range(1, 9)), st.dictionaries(st.integers(1, 7), st.integers(1, 7)))
def test_whatever_the_page_gave_up_the_others_keep_their_order(arrival: list[int], given_up: dict[int, int]) -> None:
    """`given_up`: a message -> after how many more the page stopped waiting for it."""

    def after(number: int) -> list[int]:
        return [before for before in range(1, number) if before + given_up.get(before, number) >= number]

    order = answered(Line(), [{"seq": number, "after": after(number)} for number in arrival])
    assert sorted(order) == sorted(arrival), "nothing is left waiting"
    kept = [number for number in order if number not in given_up]
    assert all(order.index(before) < order.index(number) for before in kept for number in range(before + 1, 9))


def test_what_the_page_gave_up_holds_nothing_back() -> None:
    line = Line()
    assert answered(line, sent(2, 3)) == [], "the first one is on its way"
    assert answered(line, [{"seq": 4, "after": []}]) == [2, 3, 4], "the page no longer waits: the older ones first"
    assert answered(line, sent(1)) == [1], "late is better than never"


def test_keys_pressed_in_a_row_stand_in_the_file_as_pressed_although_two_threads_brought_them(tmp_path: Path) -> None:
    desk = Desk(None, "en", work=HandMadeWork("quiz", tmp_path))
    acknowledged: list[dict[str, Any]] = []
    setattr(desk, "send", acknowledged.append)  # noqa: B010 - instead of the line to a browser
    pressed = ["asset", "liability", "expense", "income"] * 20
    messages: list[Message] = [
        {"op": "set", "values": {"e1-type": key}, "seq": number, "after": list(range(1, number)), "desk": "d"}
        for number, key in enumerate(pressed, start=1)
    ]
    hand_over(desk, messages)
    assert [answer["re"] for answer in acknowledged] == list(range(1, len(pressed) + 1))
    assert all(answer["saved"] for answer in acknowledged)
    assert desk._shared.answer.state()["values"] == {"e1-type": "income"}


def test_a_sheet_is_calculated_in_whichever_thread_an_entry_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = Desk(None, "en", work=SheetWork())
    answers: list[dict[str, Any]] = []
    setattr(desk, "send", answers.append)  # noqa: B010 - instead of the line to a browser
    edits = (("D2", "=SUM(D3:D5)"), ("D3", "1"), ("D4", "2"), ("D5", "3"), ("D3", "10"), ("D5", "30"))
    messages: list[Message] = [
        {"op": "set", "cells": [[*position(ref), text]], "seq": number, "after": list(range(1, number)), "desk": "d"}
        for number, (ref, text) in enumerate(edits, start=1)
    ]
    hand_over(desk, messages)
    assert [answer.get("error") for answer in answers] == [None] * len(edits)
    assert values(tmp_path / FILE)["D2"] == 42


def hand_over(desk: Desk, messages: list[Message]) -> None:
    """The even ones by one thread, the odd ones by another, as JupyterLab's main shell and subshell do."""

    def bring(part: list[Message]) -> None:
        for message in part:
            desk._hear(desk, message, [])

    threads = [Thread(target=bring, args=[part]) for part in (messages[1::2], messages[::2])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
