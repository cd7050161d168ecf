"""A filter in the file: the engine hides the rows, but does not write why, so the reason is put in afterwards.

Excel and LibreOffice then show the list with its filter, and the learner can take it off there.
"""

from __future__ import annotations

import io
import zipfile

from markupsafe import escape

from course.tasks.formula import position
from course.tasks.xlsx import Filter

SHEET = "xl/worksheets/sheet1.xml"
AFTER = b"</sheetData>"


def with_filter(content: bytes, chosen: Filter) -> bytes:
    """The same file with this filter on its first sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            part = source.read(info)
            copy.writestr(info, part.replace(AFTER, AFTER + _markup(chosen), 1) if info.filename == SHEET else part)
    return target.getvalue()


def _markup(chosen: Filter) -> bytes:
    first = position(chosen.block.partition(":")[0])[1]
    values = "".join(f'<filter val="{escape(value)}"/>' for value in chosen.values)
    column = f'<filterColumn colId="{chosen.column - first}"><filters>{values}</filters></filterColumn>'
    return f'<autoFilter ref="{chosen.block}">{column}</autoFilter>'.encode()
