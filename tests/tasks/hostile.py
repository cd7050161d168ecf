"""Answer files that a stranger might hand in, each named for the accident or attack that it stages."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from course.tasks.form import Form
from tests.tasks.examples import CASH, ERROR, cash_answer, formulas, handed_out

SHEET = "xl/worksheets/sheet1.xml"


def right_xlsx() -> bytes:
    book = cash_answer(formulas()).book
    assert book is not None
    return book.to_xlsx()


def right_json(task: Form = ERROR) -> bytes:
    import json
    from dataclasses import asdict

    firm, handout = handed_out(task)
    answer = task.perfect(firm, handout)
    return json.dumps({"header": asdict(handout.header), "answers": dict(answer.values)}).encode()


def rezipped(content: bytes, change: Callable[[str, bytes], bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same file with its parts changed; None leaves a part out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", method) as result:
        for info in source.infolist():
            part = change(info.filename, source.read(info))
            if part is not None:
                result.writestr(info.filename, part)
    return target.getvalue()


def with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    return rezipped(right_xlsx(), lambda name, part: change(part) if name == SHEET else part)


def with_rows(rows: bytes) -> bytes:
    """The right file with more rows below the learner's."""
    return with_sheet(lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))


def with_formula(formula: str, ref: str = "D4") -> bytes:
    from xml.sax.saxutils import escape

    row = re.sub(r"\D", "", ref)
    cell = f'<row r="{row}"><c r="{ref}"><f>{escape(formula)}</f><v>1</v></c></row>'.encode()
    return with_rows(cell)


def bomb() -> bytes:
    """A file of 150 kB that unpacks to 150 MB."""
    return with_sheet(lambda part: part.replace(b"<sheetData>", b"<sheetData>" + b" " * 150_000_000))


def bomb_that_lies() -> bytes:
    """The same in small, with a directory that says it is a few bytes long."""
    content = bytearray(with_sheet(lambda part: part + b" " * 60_000_000))
    at = content.rindex(SHEET.encode()) - 46
    content[at + 24 : at + 28] = (500).to_bytes(4, "little")
    return bytes(content)


def nested() -> bytes:
    return with_rows(b"<x>" * 100_000)


def million_rows() -> bytes:
    return with_rows(b"<row><c><v>1</v></c></row>" * 1_000_000)


def many_empty_rows() -> bytes:
    """What a spreadsheet writes that was formatted down to its end: harmless."""
    return with_rows(b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (r, r) for r in range(40, 60_000)))


def laughs() -> bytes:
    """Entities in entities: a billion laughs."""
    entities = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (ord("b") + i, b"&%c;" % (ord("a") + i) * 10) for i in range(9)
    )
    return with_sheet(lambda part: re.sub(rb"^<\?xml[^>]*\?>", b"", part).join([entities + b"]>", b""]))


def outside_entity() -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return with_sheet(lambda part: doctype + re.sub(rb"^<\?xml[^>]*\?>", b"", part))


def no_course_sheet() -> bytes:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b'name="course"', b'name="other"') if name == "xl/workbook.xml" else part

    return rezipped(right_xlsx(), change)


def all_hidden() -> bytes:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b'sheetId="1"', b'state="hidden" sheetId="1"') if name == "xl/workbook.xml" else part

    return rezipped(right_xlsx(), change)


def many_sheets() -> bytes:
    def change(name: str, part: bytes) -> bytes:
        more = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(50, 90))
        return part.replace(b"</sheets>", more + b"</sheets>") if name == "xl/workbook.xml" else part

    return rezipped(right_xlsx(), change)


def many_parts() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as result:
        for number in range(5_000):
            result.writestr(f"xl/{number}", b"")
    return target.getvalue()


def formulas_by_the_thousand() -> bytes:
    return with_rows(
        b"".join(
            b'<row r="%d">%s</row>'
            % (r, b"".join(b'<c r="%c%d"><f>SUM(A1:J1000)</f></c>' % (c, r) for c in range(ord("F"), ord("K"))))
            for r in range(40, 1_040)
        )
    )


def long_chain() -> bytes:
    """Two thousand cells, each built on the one below."""
    rows = b"".join(b'<row r="%d"><c r="G%d"><f>G%d+1</f></c></row>' % (r, r, r + 1) for r in range(40, 1_999))
    return with_rows(rows)


def everybody_in_a_circle() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="G%d"><f>SUM(G$40:G$1990)</f></c></row>' % (r, r) for r in range(40, 1_990))
    return with_rows(rows)


def doubling_text() -> bytes:
    start = b'<row r="40"><c r="G40" t="inlineStr"><is><t>' + b"x" * 1_900 + b"</t></is></c></row>"
    rows = b"".join(
        b'<row r="%d"><c r="G%d"><f>G%d&amp;G%d</f></c></row>' % (r, r, r - 1, r - 1) for r in range(41, 99)
    )
    return with_rows(start + rows)


def shared_without_master() -> bytes:
    return with_rows(b'<row r="40"><c r="G40"><f t="shared" si="7"/><v>1</v></c></row>')


def number(text: bytes) -> bytes:
    return with_rows(b'<row r="40"><c r="G40"><v>%s</v></c></row>' % text)


# name -> (file's content, what the reason says)
UNREADABLE_XLSX: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "truncated": (lambda: right_xlsx()[:3_000], "damaged"),
    "not a zip": (lambda: b"Account;Debit;Credit\n1200;5,00;\n" * 20, "is not an Excel file"),
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3_000, "is not an Excel file"),
    "another zip": (many_parts, "more parts"),
    "zip without a workbook": (
        lambda: rezipped(right_xlsx(), lambda name, part: None if name == "xl/workbook.xml" else part),
        "is not an Excel file",
    ),
    "zip bomb": (bomb, "grows far too large"),
    "zip bomb that lies": (bomb_that_lies, "damaged"),
    "unusual packing": (lambda: rezipped(right_xlsx(), lambda _, part: part, zipfile.ZIP_LZMA), "packed in a way"),
    "larger than any": (lambda: b"PK" + b"\0" * 2_500_000, "larger"),
    "nested": (nested, "damaged"),
    "10^6 rows": (million_rows, "more rows or columns"),
    "a billion laughs": (laughs, "document type"),
    "an entity from outside": (outside_entity, "document type"),
    "no header": (no_course_sheet, "does not say whose"),
    "wrong sheet": (all_hidden, "no sheet that can be seen"),
    "many sheets": (many_sheets, "more sheets"),
    "NaN": (lambda: number(b"NaN"), "not a number"),
    "1e400": (lambda: number(b"1e400"), "not a number"),
    "no number": (lambda: number(b"0x12"), "damaged"),
    "huge string": (
        lambda: with_rows(b'<row r="40"><c r="G40" t="inlineStr"><is><t>%s</t></is></c></row>' % (b"x" * 3_000_000)),
        "longer than",
    ),
    "formulas by the thousand": (formulas_by_the_thousand, "more cells"),
    "shared formula of nobody": (shared_without_master, "damaged"),
    "broken XML": (lambda: with_sheet(lambda part: part[:-20]), "damaged"),
    "UTF-7": (lambda: with_sheet(lambda part: part.replace(b"UTF-8", b"UTF-7")), "damaged"),
    "array over everything": (
        lambda: with_rows(b'<row r="40"><c r="G40"><f t="array" ref="G40:CV2000">1</f></c></row>'),
        "more cells",
    ),
}

# Files with something bad in them that does not concern the answer: they are read, and the answer counts.
HARMLESS_XLSX: dict[str, Callable[[], bytes]] = {
    "many empty rows": many_empty_rows,
    "long chain": long_chain,
    "everybody in a circle": everybody_in_a_circle,
    "doubling text": doubling_text,
    "a formula that ends the process": lambda: with_formula("LAMBDA(x,x(x))(LAMBDA(x,x(x)))", "G40"),
    "a formula for hours": lambda: with_formula("FACT(1E308)", "G40"),
    "an array over everything": lambda: with_formula("SUMPRODUCT((H:H=1)*(I1:XFD1048576=2))", "G40"),
    "deep brackets": lambda: with_formula("(" * 5_000 + "1" + ")" * 5_000, "G40"),
    "long formula": lambda: with_formula("1" + "+1" * 100_000, "G40"),
}


def json_file(text: str) -> Callable[[], bytes]:
    return lambda: text.encode("utf-8", "surrogatepass")


UNREADABLE_JSON: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "truncated": (lambda: right_json()[:-9], "not readable JSON"),
    "binary": (lambda: b"\xff\xfe\x00\x01" * 9, "not readable JSON"),
    "list": (json_file("[1, 2]"), "something else"),
    "no header": (json_file('{"answers": {"who": "x"}}'), "does not say whose"),
    "header of the wrong shape": (json_file('{"header": [1], "answers": {}}'), "does not say whose"),
    "NaN": (json_file('{"header": NaN}'), "not readable JSON"),
    "1e400": (json_file('{"header": 1e400}'), "not readable JSON"),
    "lone surrogate": (json_file('{"header": "\\ud800"}'), "damaged characters"),
    "lone surrogate, raw": (json_file('{"header": "\ud800"}'), "not readable JSON"),
    "nested": (json_file('{"header":' + "[" * 200_000), "nested"),
    "huge string": (json_file('{"header": "' + "x" * 400_000 + '"}'), "longer"),
    "larger than any": (json_file('{"header": "' + "x" * 600_000 + '"}'), "larger"),
    "by the thousand": (json_file('{"header": [' + "0," * 50_000 + "0]}"), "more values"),
    "no answers": (lambda: right_json().replace(b'"answers"', b'"anwsers"'), "holds no answers"),
}


def garbled_xlsx(chance: random.Random) -> Iterator[bytes]:
    """Endless variations of a right file: cut, bytes exchanged, XML garbled inside a sound zip."""
    right = right_xlsx()
    parts = ["xl/workbook.xml", "xl/sharedStrings.xml", SHEET, "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"]
    parts.append("xl/styles.xml")
    pieces = [b"<f>", b"</f>", b"<v>", b"<row>", b'<c r="ZZ9">', b"&#0;", b"&x;", b"<!--", b"]]>", b'r="A0"', b"\xff"]
    pieces += [
        b"1e999",
        b"-1",
        b't="s"',
        b't="shared"',
        b"<is>",
        b"LAMBDA(x,x)",
        b"A1:XFD9",
        b'r="D4"',
        b"]]>",
        b"\x00",
    ]
    while True:
        yield right[: chance.randrange(len(right))]
        flipped = bytearray(right)
        for _ in range(chance.choice([1, 3, 30])):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        yield bytes(flipped)
        for _ in range(3):
            target, piece, number = chance.choice(parts), chance.choice(pieces), chance.random()
            length = chance.choice([0, 0, 1, 7, 60])
            yield rezipped(right, lambda name, part: _garbled(part, number, length, piece) if name == target else part)  # noqa: B023 - used at once


def _garbled(part: bytes, number: float, length: int, piece: bytes) -> bytes:
    at = int(number * len(part))
    return part[:at] + piece + part[at + length :]


def garbled_formulas(chance: random.Random) -> Iterator[bytes]:
    """Sound files with senseless formulas in the cells that are marked."""
    words = [
        "SUM(",
        "IF(",
        "D4",
        "D5",
        "$D$2",
        "B3:C8",
        "D:D",
        "1:9",
        ",",
        ")",
        "+",
        "-",
        "*",
        "/",
        "^",
        "&",
        "1E300",
        "%",
    ]
    words += [
        '"x"',
        "<>",
        "=",
        "ROUND(",
        "SUMIF(",
        "INDEX(",
        "TRUE",
        "A1:CV2000",
        "VLOOKUP(",
        "0",
        "9",
        "(",
        " ",
        "TEXT(",
    ]
    while True:
        rows = {row: "".join(chance.choices(words, k=chance.randint(1, 25))) for row in range(3, 9)}
        sheet = "".join(
            f'<row r="{row}"><c r="D{row}"><f>{text.replace("&", "&amp;").replace("<", "&lt;")}</f></c></row>'
            for row, text in rows.items()
        ).encode()
        yield with_rows(sheet)


def garbled_json(chance: random.Random, task: Form = ERROR) -> Iterator[bytes]:
    right = right_json(task)
    pieces = [
        b"null",
        b"[",
        b"{",
        b'"',
        b"1e400",
        b"NaN",
        b"\\ud800",
        b"\xc3",
        b"true",
        b"[[[[",
        b"9" * 400,
        b",",
        b":",
    ]
    while True:
        at, length = chance.randrange(len(right)), chance.choice([0, 1, 5, 40])
        yield right[:at] + chance.choice([*pieces, b""]) + right[at + length :]
        yield chance.randbytes(chance.randrange(200))


def put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


__all__ = ["CASH", "HARMLESS_XLSX", "UNREADABLE_JSON", "UNREADABLE_XLSX"]
