"""A sheet that is open at the desk: the learner's .xlsx beside the notebook, cell by cell.

Whoever else writes the file (a second kernel, LibreOffice) is not overwritten: before every change the file is looked
at, and if it is a new one the change goes on top of it. Undo is kept cell by cell, so it survives that too.
A file that cannot be read is set aside, never overwritten.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from course.desk.answers import Message
from course.desk.filling import filled_block
from course.desk.function_hints import function_hints
from course.desk.own_file import aside, stamp_of
from course.locale import translator
from course.tasks.engine import EngineFailed, Value
from course.tasks.formula import cell_name, position
from course.tasks.handout import Handout, SheetLayout
from course.tasks.number_format import canonical, choices
from course.tasks.pace import Pace
from course.tasks.sorting import Place, places_in, sorted_block
from course.tasks.task import Unreadable
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell, Filter

Entry = str | Cell  # as typed, or a cell that stood somewhere before
NO_FORMATS: Mapping[Place, str] = {}
UNDO_STEPS = 200


@dataclass
class Step:
    """What one undo takes back: a typed cell, a whole paste, a sort, a choice of format."""

    before: dict[Place, Cell]
    formats: dict[Place, str]  # number formats before
    after: dict[Place, Cell] = field(default_factory=dict)
    formats_after: dict[Place, str] = field(default_factory=dict)
    draft: bool = False  # still being typed: the next edit of the same cell belongs to this step

    @property
    def box(self) -> dict[str, int]:
        rows, columns = zip(*(self.after or self.formats_after), strict=True)
        return {"top": min(rows), "left": min(columns), "bottom": max(rows), "right": max(columns)}


class OpenSheet:
    """The open answer of a sheet or journal (`course.desk.answers.OpenAnswer`)."""

    def __init__(self, path: Path, handout: Handout) -> None:
        assert isinstance(handout.layout, SheetLayout)
        self.path = path
        self.handout = handout
        self.layout = handout.layout
        self.revision = 0
        self._unsaved: dict[Place, Entry] = {}  # typed, but the file could not be written since
        self._unsaved_formats: dict[Place, str] = {}  # chosen, likewise
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._stamp = stamp_of(path)
        self._damage = ""  # why the file could not be read; it is set aside before ours takes its place
        self._book = self._open() or Workbook.blank(handout)
        self._told = self._cells()  # what the views know
        self._touched: set[Place] = set()  # what may differ from it, beside the formulas
        self._formulas = self._find_formulas()
        self._results: dict[Place, tuple[type, Value]] = {}  # what the formulas came to, when the views were told

    def state(self) -> Message:
        """Everything a view needs: the cells that are not empty, the control totals, and a note if there is cause."""
        self._take_over()
        return {
            "cells": self._cells(),
            "totals": self._totals(),
            "note": self._note(),
            **self._arrangement(),
            **self._choices(),
        }

    def handle(self, message: Message) -> Message:
        """Do what the learner did, write the file, and reply with the cells that changed. Raises OSError."""
        self._take_over()
        box, note = None, ""
        match message["op"]:
            case "set":
                edits = {(row, column): text for row, column, text in message["cells"] if self._is_open(row, column)}
                note = self._do(edits, bool(message.get("draft")))
                self._keep_pace(message.get("pace"))
            case "sort":
                note = self._sort(message["box"], message["column"], message["down"])
            case "fill":
                note = self._fill(message["box"], message["area"])
            case "filter":
                self._filter(message["block"], message["column"], message["values"])
            case "format":
                code = canonical(str(message["format"]))
                note = self._do({}, False, {place: code for place in places_in(message["box"]) if self._is_free(place)})
            case "undo":
                box = self._step(self._done, self._undone, back=True)
            case "redo":
                box = self._step(self._undone, self._done, back=False)
            case "save":
                pass
            case other:
                raise ValueError(f"a sheet cannot {other!r}")
        self._write()
        news = self._news()
        return {**news, "box": box, "note": note, "changed": news}

    def _keep_pace(self, more: Message | None) -> None:
        """How fast the work is keyed, where the task counts it: kept in the learner's file, beside the work."""
        if more and self.layout.paced:
            self._book.note(Pace.read(self._book.notes).plus(more).fields())

    # --- changing -----------------------------------------------------------------------------------------------------

    def _is_open(self, row: int, column: int) -> bool:
        inside = 1 <= row <= self.layout.rows and 1 <= column <= len(self.layout.columns)
        return inside and not self._book.locked(row, column)

    def _is_free(self, place: Place) -> bool:
        return self._is_open(*place)

    def _do(self, edits: Mapping[Place, Entry], draft: bool, formats: Mapping[Place, str] = NO_FORMATS) -> str:
        if not edits and not formats:
            return ""
        step = self._done[-1] if self._done else None
        if step is None or not step.draft or set(step.after) != set(edits):
            step = Step(*self._now(edits, {**dict.fromkeys(edits), **formats}))
            self._done.append(step)
            del self._done[:-UNDO_STEPS]
        step.draft = draft
        note = self._enter(edits, formats)
        step.after, step.formats_after = self._now(edits, step.formats)
        if not draft and (step.before, step.formats) == self._now(step.before, step.formats):
            self._done.pop()  # nothing came of it: Escape, or the same typed again
        else:
            self._undone.clear()
        return note

    def _step(self, source: list[Step], target: list[Step], back: bool) -> dict[str, int] | None:
        if not source:
            return None
        step = source.pop()
        step.draft = False
        target.append(step)
        if back:
            self._enter(step.before, step.formats)
        else:
            self._enter(step.after, step.formats_after)
        return step.box

    def _now(self, places: Iterable[Place], formats: Iterable[Place]) -> tuple[dict[Place, Cell], dict[Place, str]]:
        """Cells and formats as they are."""
        cells = {place: self._book.cell(*place) for place in places}
        return cells, {place: self._book.formats.get(place, "") for place in formats}

    def _sort(self, box: dict[str, int], column: int, down: bool) -> str:
        if self._book.filter is not None:
            return self._words("Take the filter off before you sort: hidden rows would stay where they are.")
        if not all(map(self._is_free, places_in(box))):
            return self._words("Cells that are filled in beforehand cannot be sorted.")
        moved = sorted_block(self._book, box, column, down)
        formats = {place: code for place, (_cell, code) in moved.items()} if self._book.formats else NO_FORMATS
        return self._do({place: cell for place, (cell, _code) in moved.items()}, False, formats)

    def _fill(self, box: dict[str, int], area: dict[str, int]) -> str:
        """Go on with what stands in a block into the area beside it, as one step; locked cells are passed over."""
        if self._book.filter is not None:
            return self._words("Show all rows before you fill: hidden rows would be in the way.")
        found = {place: one for place, one in filled_block(self._book, box, area).items() if self._is_free(place)}
        formats = {place: code for place, (_entry, code) in found.items()} if self._book.formats else NO_FORMATS
        refused = self._do({place: entry for place, (entry, _code) in found.items()}, False, formats)
        lost = len(places_in(area)) - len(found)
        told = self._words("Cells filled: {count}.", count=str(len(found)))
        if lost:
            told += " " + self._words("Cells passed over: {lost}.", lost=str(lost))
        return f"{told} {refused}".strip()

    def _filter(self, block: str, column: int, values: list[str] | None) -> None:
        """Hide the rows of a list that have none of these texts in this column. Nothing is deleted."""
        self._book.filter_rows(None if values is None else Filter(block, column, tuple(values)))
        self.revision += 1

    def _enter(self, edits: Mapping[Place, Entry], formats: Mapping[Place, str]) -> str:
        """Choose the formats and enter every text or cell. Returns why some were not taken ("" if all were)."""
        reasons: dict[str, None] = {}
        for place, code in formats.items():
            self._book.choose(*place, code)
            self._unsaved_formats[place] = code
            self._touched.add(place)
        for (row, column), entry in edits.items():
            try:
                self._put(row, column, entry)
                self._unsaved[row, column] = entry
                self._touched.add((row, column))
                if self._book.cell(row, column).formula:
                    self._formulas.add((row, column))
            except Unreadable as reason:
                reasons[f"{cell_name(row, column)}: {reason}"] = None
            except EngineFailed:
                reasons[self._given_up({(row, column)})] = None
        try:
            self._book.value(1, 1)  # works everything out: a formula may break the engine by what it refers to
        except EngineFailed:
            reasons[self._given_up(edits)] = None
        self.revision += 1
        return " ".join(reasons)

    def _given_up(self, places: Iterable[Place]) -> str:
        """The engine broke on an entry in one of these: the workbook without them, and the reason."""
        for place in places:
            self._unsaved.pop(place, None)
        self._rebuild()
        names = ", ".join(cell_name(*place) for place in places)
        return self._words("{cell}: this could not be worked out.", cell=names)

    def _rebuild(self) -> None:
        """A workbook whose engine broke must not be used again: the file, and what it does not hold yet on top."""
        self._take(self._open() or Workbook.blank(self.handout))
        for place, code in self._unsaved_formats.items():
            self._book.choose(*place, code)
        for (row, column), entry in self._unsaved.items():
            self._put(row, column, entry)

    def _put(self, row: int, column: int, entry: Entry) -> None:
        if isinstance(entry, Cell):
            self._book.set(cell_name(row, column), entry)
        else:
            self._book.type(row, column, entry)

    # --- the view -----------------------------------------------------------------------------------------------------

    def _cells(self) -> dict[str, Message]:
        """Every cell that is not empty. For a large sheet this takes longer than all the rest: see `_news`."""
        views = {ref: self._view(*position(ref)) for ref in self._book.cells()}
        return {ref: view for ref, view in views.items() if view is not None}

    def _view(self, row: int, column: int) -> Message | None:
        text = self._book.content(row, column)
        if not text:
            return None
        value, problem = self._book.value(row, column), self._book.problem(row, column)
        failed = text.startswith("=") and isinstance(value, str) and value.startswith("#")
        if failed and not problem:
            problem = self._words("This formula has no result. Look at the cells that it uses.")
        kind = "number" if isinstance(value, float) and self._book.kind(row, column) != "text" else "text"
        return {"text": text, "shown": self._book.shown(row, column), "type": kind, "problem": problem}

    def _news(self) -> Message:
        """What differs from what the views know (only what was typed can, and formulas); None for an empty cell."""
        changed: dict[str, Message | None] = {}
        for place in self._touched | self._formulas:
            result = self._book.value(*place)
            unchanged = self._results.get(place) == (type(result), result)
            if unchanged and place not in self._touched:
                continue  # a formula that comes to the same is shown as before
            self._results[place] = type(result), result
            ref, view = cell_name(*place), self._view(*place)
            if view == self._told.get(ref):
                continue
            changed[ref] = view
            if view is None:
                del self._told[ref]
            else:
                self._told[ref] = view
        self._touched.clear()
        return {"cells": changed, "totals": self._totals(), **self._arrangement()}

    def _choices(self) -> Message:
        language = self.handout.header.language
        formats = [asdict(one) for one in choices(language)] if "format" in self.layout.tools else []
        return {"formats_offered": formats, "functions": function_hints(language)}

    def _arrangement(self) -> Message:
        """The rows that are hidden, by which filter, and the number formats that were chosen."""
        book = self._book
        chosen = None if book.filter is None else asdict(book.filter)
        formats = {cell_name(*place): code for place, code in book.formats.items()}
        return {"hidden": sorted(book.hidden), "filter": chosen, "formats": formats} if self.layout.tools else {}

    def _find_formulas(self) -> set[Place]:
        return {position(ref) for ref, cell in self._book.cells().items() if cell.formula}

    def _totals(self) -> list[Message]:
        return [{"label": each.label, "shown": each.shown, "ok": not each.warning} for each in self._book.totals()]

    def _words(self, message: str, **values: str) -> str:
        _ = translator(self.handout.header.language, "desk")
        return _(message).format(**values)

    def _note(self) -> str:
        if not self._damage:
            return ""
        sentence = "{reason} You start with an empty sheet; the old file is kept as {aside}."
        return self._words(sentence, reason=self._damage, aside=aside(self.path).name)

    # --- the file -----------------------------------------------------------------------------------------------------

    def _open(self) -> Workbook | None:
        """What the file holds; None if there is none or it cannot be read."""
        self._damage = ""
        try:
            return Workbook.open(self.path, self.handout)
        except Unreadable as reason:
            self._damage = str(reason)
            return None

    def _take_over(self) -> None:
        """If somebody else wrote the file, work on from theirs, with what is still unsaved here on top of it."""
        stamp = stamp_of(self.path)
        if stamp is None or stamp == self._stamp:
            return  # a file that was deleted comes back with the next change
        self._stamp = stamp
        theirs = self._open()
        if theirs is not None:
            self._take(theirs)
            self._enter(dict(self._unsaved), dict(self._unsaved_formats))

    def _take(self, book: Workbook) -> None:
        self._book = book
        self._formulas = self._find_formulas()
        self._touched = {position(ref) for ref in {*self._told, *book.cells()}}

    def _write(self) -> None:
        if self._damage:
            os.replace(self.path, aside(self.path))
            self._damage = ""
        self._book.save(self.path)
        self._unsaved.clear()
        self._unsaved_formats.clear()
        self._stamp = stamp_of(self.path)
