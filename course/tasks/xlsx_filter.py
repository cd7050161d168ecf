"""A filter in the file: the engine hides the rows, but does not write why, so the reason is put in afterwards.

Excel and LibreOffice then show the list with its filter, and the learner can take it off there.
"""

from __future__ import annotations

import io
import re
import zipfile

from markupsafe import escape

from course.tasks.formula import position
from course.tasks.xlsx import Filter

SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def with_filter(content: bytes, chosen: Filter, sheet: str) -> bytes:
    """The same file with this filter on its first sheet, which has this name."""
    additions = {
        SHEET: (b"</sheetData>", _markup(chosen)),
        WORKBOOK: (b"<definedNames>", _name(chosen, sheet)),  # without it LibreOffice forgets the filter when it saves
    }
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            after, addition = additions.get(info.filename, (b"", b""))
            copy.writestr(info, source.read(info).replace(after, after + addition, 1))
    return target.getvalue()


def _markup(chosen: Filter) -> bytes:
    first = position(chosen.block.partition(":")[0])[1]
    values = "".join(f'<filter val="{escape(value)}"/>' for value in chosen.values)
    column = f'<filterColumn colId="{chosen.column - first}"><filters>{values}</filters></filterColumn>'
    return f'<autoFilter ref="{chosen.block}">{column}</autoFilter>'.encode()


def _name(chosen: Filter, sheet: str) -> bytes:
    block = re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", chosen.block)
    where = escape("'" + sheet.replace("'", "''") + "'!" + block)
    name = f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{where}</definedName>'
    return name.encode()
