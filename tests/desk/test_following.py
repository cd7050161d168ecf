"""A sheet that is made from an earlier answer follows it when the learner says so, and nothing entered is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from course import __version__
from course.desk.widget import Desk
from course.tasks.formula import position
from course.tasks.handing_in import lay_down
from course.tasks.handout import Header
from course.units import find_task

JOURNAL, BALANCE = "practice-vouchers", "practice-trial-balance"


class Side:
    """A desk without a browser, and what it sends."""

    def __init__(self, task: str, folder: Path) -> None:
        self.desk = Desk(find_task(task), "en", folder=folder, learner="learner-1")
        self.sent: list[dict[str, Any]] = []
        setattr(self.desk, "send", self.sent.append)  # noqa: B010 - instead of the line to a browser

    def say(self, op: str, **message: Any) -> None:
        self.desk._hear(self.desk, {"op": op, "seq": len(self.sent), "after": [], "desk": "d", **message}, [])

    def events(self) -> list[str]:
        return [content["event"] for content in self.sent if "event" in content]

    def given(self, ref: str) -> str:
        return str(self.desk.answer["cells"].get(ref, {}).get("text", ""))


def test_the_trial_balance_hears_of_the_journal_and_takes_it_over(tmp_path: Path) -> None:
    lay_down(find_task(JOURNAL), Header("learner-1", "11-bookkeeping", JOURNAL, 0, __version__, "en"), tmp_path)
    journal, balance = Side(JOURNAL, tmp_path), Side(BALANCE, tmp_path)
    balance.say("set", cells=[[*position("G3"), "=SUMIF(B:B,E3,C:C)"]])
    assert journal.events() == [], "the journal is made from nothing"
    before = balance.given("C2") or balance.given("D2")
    cell = "D2" if journal.given("D2") else "E2"
    journal.say("set", cells=[[*position(cell), "987.65"]], draft=True)
    assert balance.events() == [], "not with every key"
    journal.say("set", cells=[[*position(cell), "987.65"]])
    journal.say("set", cells=[[*position("F2"), "more"]])
    assert balance.events() == ["behind"], "told once"
    assert balance.desk.head["behind"] == journal.desk.head["title"]
    assert "987.65" not in (balance.given("C2"), balance.given("D2"))
    balance.say("renew")
    assert balance.desk.head["behind"] == ""
    assert "987.65" in (balance.given("C2"), balance.given("D2"))
    assert before != "987.65"
    assert balance.given("G3") == "=SUMIF(B:B,E3,C:C)"
    balance.say("set", cells=[[*position("H3"), "=1+1"]])
    sheet = openpyxl.load_workbook(tmp_path / find_task(BALANCE).answer_file).worksheets[0]
    assert [sheet["G3"].value, sheet["H3"].value] == ["=SUMIF(B:B,E3,C:C)", "=1+1"]
