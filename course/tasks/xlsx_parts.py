"""The small XML parts of a spreadsheet file that its sheets lean on: links, texts that cells share, number formats."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from course.tasks import number_format

DEEPEST = 40  # XML elements in elements
MOST_STYLES = 5_000
LONGEST_FORMAT = 200  # characters of a number format

Attributes = Mapping[str, str]


class Part:
    """Collects what one XML part holds: element names without their namespace, text between tags."""

    def __init__(self) -> None:
        self.depth = 0
        self.text: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ValueError("nested too deeply")
        self.opened(name.rpartition(" ")[2], attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.closed(name.rpartition(" ")[2])

    def characters(self, text: str) -> None:
        self.text.append(text)

    def opened(self, name: str, attributes: Attributes) -> None: ...

    def closed(self, name: str) -> None: ...


class LinksPart(Part):
    """Which part each link leads to; a link out of the file leads nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes["Id"]] = posixpath.normpath(posixpath.join("xl", attributes["Target"])).lstrip("/")


class StylesPart(Part):
    """The number format of each style that cells may have."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self.inside = False

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt" and len(self.codes) < MOST_STYLES:
            self.codes[int(attributes["numFmtId"])] = attributes["formatCode"][:LONGEST_FORMAT]
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside and len(self.styles) < MOST_STYLES:
            self.styles.append(int(attributes.get("numFmtId", "0")))

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self.inside = False

    def formats(self) -> list[str]:
        return [number_format.of_number(number, self.codes) for number in self.styles]


class TextsPart(Part):
    """The texts that cells share. Runs of differing type are joined; readings (rPh) of Asian scripts left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.reading = False

    def opened(self, name: str, attributes: Attributes) -> None:
        self.reading = self.reading or name == "rPh"
        if name == "t":
            self.text = []

    def closed(self, name: str) -> None:
        if name == "t" and not self.reading:
            self.pieces.append("".join(self.text))
        elif name == "rPh":
            self.reading = False
        elif name == "si":
            self.texts.append("".join(self.pieces))
            self.pieces = []
