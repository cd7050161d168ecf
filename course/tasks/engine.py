"""The one module that touches the spreadsheet engine, IronCalc 0.9.1, and knows its traps.

- `evaluate` is never called by itself; before it is, new values are missing.
- A formula is read in the model's language and locale; "=A1*2.5" read by a German model silently becomes "=A1*2", and
  changing a model's language works every formula out. So formulas are taken apart and put into English before they
  come here.
- A panic in Rust arrives as a `BaseException` that is no `Exception`; some inputs end the process. Formulas are looked
  at by `formula.problem` before they come here to be worked out.
- It displays 2.345 with two places as 2.34, or as 2.35, by what the binary figure happens to be; Excel always rounds
  away from zero. Whoever shows a figure asks `number_format.tie` first.
- Text keeps its leading zeros only through `update_cell_with_text`; the format "£0.00" needs its sign in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeVar

import ironcalc

from course.locale import Language, translator
from course.tasks.engine_forms import as_typed_in_file, for_engine, needs_own_form
from course.tasks.formula import FUNCTIONS, LONGEST, cell_name, operands, problem, rewritten

Value = str | float | bool | None
T = TypeVar("T")

_LOCALES = {"en": "en-GB", "de": "de"}  # the learner's conventions
_SPARE = (1, 200)  # a cell beyond every sheet, for sums that are not the learner's
_TEXTS = re.compile(r'"(?:[^"]|"")*"')


class EngineFailed(RuntimeError):
    """The engine gave up (a panic inside it). The model must not be used any more."""


def _guarded(call: Callable[[], T]) -> T:
    try:
        return call()
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # pyo3's PanicException is none of the ordinary exceptions
        raise EngineFailed(str(error)) from None


class Engine:
    """A workbook inside IronCalc, read and shown in one language. Rows, columns count from 1, sheets from 0."""

    def __init__(self, language: Language, sheet_name: str) -> None:
        self.language = language
        self._model = ironcalc.create("answer", _LOCALES[language], "UTC", language)
        self._model.rename_sheet(0, sheet_name)
        self._stale = False
        self._typed: dict[
            tuple[int, int, int], str
        ] = {}  # formulas that a file needs in another form than the engine's

    def add_sheet(self, name: str, hidden: bool = False) -> None:
        self._model.add_sheet(name)
        if hidden:
            self._model.set_sheet_state(len(self._model.get_worksheets_properties()) - 1, "hidden")

    def rename_sheet(self, name: str) -> None:
        """Rename the first sheet."""
        self._model.rename_sheet(0, name)

    def put(self, sheet: int, row: int, column: int, value: Value) -> None:
        """Text stays text ("007"), a number a number."""
        self._stale = True
        self._typed.pop((sheet, row, column), None)
        if value is None:
            _guarded(lambda: self._model.clear_cell_contents(sheet, row, column))
        elif isinstance(value, bool):
            _guarded(lambda: self._model.update_cell_with_bool(sheet, row, column, value))
        elif isinstance(value, str):
            _guarded(lambda: self._model.update_cell_with_text(sheet, row, column, value))
        else:
            _guarded(lambda: self._model.update_cell_with_number(sheet, row, column, float(value)))

    def put_formula(self, sheet: int, row: int, column: int, english: str) -> None:
        """A formula that `formula.problem` found nothing against."""
        self._stale = True
        self._typed.pop((sheet, row, column), None)
        if needs_own_form(english):
            self._typed[sheet, row, column] = english
        text = as_typed(for_engine(english), self.language)
        _guarded(lambda: self._model.update_cell_with_formula(sheet, row, column, text))

    def value(self, sheet: int, row: int, column: int) -> Value:
        """The value as computed; an error is its text, "#DIV/0!"."""
        self._evaluate()
        found: Value = _guarded(lambda: self._model.get_cell_value(sheet, row, column))
        return found

    def shown(self, sheet: int, row: int, column: int) -> str:
        """The value as the cell displays it."""
        self._evaluate()
        return _guarded(lambda: self._model.get_formatted_cell_value(sheet, row, column))

    def content(self, sheet: int, row: int, column: int) -> str:
        """A number as its editor shows it, without its format."""
        return _guarded(lambda: self._model.get_cell_content(sheet, row, column))

    def calculate(self, english: list[str]) -> list[Value]:
        """What formulas that are not in the sheet come to."""
        row, column = _SPARE
        for offset, formula in enumerate(english):
            self.put_formula(0, row + offset, column, formula)
        self._evaluate()
        values = [self.value(0, row + offset, column) for offset in range(len(english))]
        for offset in range(len(english)):
            self._model.clear_cell_contents(0, row + offset, column)
            self._typed.pop((0, row + offset, column), None)
        return values

    def style(self, sheet: int, row: int, column: int, number_format: str, bold: bool = False, fill: str = "") -> None:
        style = self._model.get_cell_style(sheet, row, column)
        style["num_fmt"] = number_format
        style["font"] = {**style["font"], "b": bold, "name": "Calibri", "sz": 11}
        if fill:
            style["fill"] = {"color": fill}
        self._model.set_cell_style(sheet, row, column, style)

    def lay_out(self, sheet: int, column: int, width: int) -> None:
        """`width` in characters."""
        self._model.set_column_width(sheet, column, 9.0 * width + 8)

    def hide_row(self, row: int, hidden: bool) -> None:
        """In the first sheet; SUBTOTAL leaves it out."""
        self._stale = True
        self._model.set_row_hidden(0, row, hidden)

    def freeze_first_row(self) -> None:
        self._model.set_frozen_rows_count(0, 1)

    def to_xlsx(self) -> bytes:
        self._evaluate()  # without it, zeros are saved for formulas
        content = bytes(_guarded(self._model.to_xlsx))
        typed: dict[int, dict[str, str]] = {}
        for (sheet, row, column), english in self._typed.items():
            typed.setdefault(sheet, {})[cell_name(row, column)] = english
        return as_typed_in_file(content, typed) if typed else content

    def _evaluate(self) -> None:
        if self._stale:
            _guarded(self._model.evaluate)
            self._stale = False


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    """German names of functions -> English ones, and back, as the engine has them."""
    model = ironcalc.create("names", "en", "UTC", "en")
    listed = sorted(FUNCTIONS | {"XMATCH"})  # the latter for `engine_forms`
    for row, name in enumerate(listed, start=1):
        model.update_cell_with_formula(0, row, 1, f"={name}(B1)")
    model.set_language("de")
    german = [model.get_cell_content(0, row, 1)[1:].partition("(")[0] for row in range(1, len(listed) + 1)]
    return dict(zip(german, listed, strict=True)), dict(zip(listed, german, strict=True))


def as_typed(english: str, language: Language) -> str:
    """A formula in English as the learner's language writes it."""
    if language == "en":
        return english
    return rewritten(english, "en", language, _names()[1]) or english


@cache
def _scratch() -> ironcalc.Model:
    return ironcalc.create("scratch", "en", "UTC", "en")


def _settled(english: str, row: int, column: int) -> str:
    """The formula as the engine writes it; "" if it makes no sense of it (tried on an empty sheet, so at no cost)."""
    model = _scratch()
    try:
        _guarded(lambda: model.update_cell_with_formula(0, row, column, english))
        _guarded(model.evaluate)
        fits = model.get_cell_value(0, row, column) not in ("#ERROR!", "#NAME?")
        content = model.get_cell_content(0, row, column) if fits else ""
        model.clear_cell_contents(0, row, column)
    except EngineFailed:
        _scratch.cache_clear()
        return ""
    return str(content) if operands(content) == operands(english) else ""  # it may have dropped what it did not read


def understood(text: str, language: Language, row: int, column: int) -> tuple[str, str]:
    """A formula as a learner types it -> (the formula in English, ""), or ("", the reason why it is not understood).

    In the German course German signs are tried first, then English ones, and both languages' functions are known.
    """
    _ = translator(language, "tasks")
    if len(text) > LONGEST:
        return "", problem(text, language)
    if language == "de" and re.search(r"(?<![0-9.])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9])", _TEXTS.sub("", text)):
        return "", _("In a formula, write figures without a sign for thousands.")
    reason = ""
    for signs in (language, "en") if language == "de" else ("en",):
        english = rewritten(text, signs, "en", _names()[0] if language == "de" else {})
        found = problem(english if english is not None else text, language)
        settled = _settled(english, row, column) if english is not None and not found else ""
        if settled:
            return settled, ""
        reason = reason or found
    return "", reason or _("The formula is not complete, or its signs do not fit together.")


@lru_cache(maxsize=10_000)  # so that a sheet with many such figures is not worked out anew for each of them
def formatted(value: float, number_format: str, language: Language) -> str:
    """The value as a cell with this format would display it."""
    engine = Engine(language, "one")
    engine.put(0, 1, 1, value)
    engine.style(0, 1, 1, number_format)
    return engine.shown(0, 1, 1)
