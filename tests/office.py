"""LibreOffice as a second opinion: it works out every formula itself.

In a fresh profile it shows the values that stand in the file. Those are ours, and we would be compared with ourselves.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

ALWAYS_RECALCULATE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
XLSX = "xlsx:Calc MS Excel 2007 XML"


def saved_by_libreoffice(paths: Sequence[Path], folder: Path, form: str = XLSX) -> Path:
    """The folder with each file as LibreOffice saves it again after it has worked it out."""
    user = folder / "office" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    saved = folder / "saved"
    program = ["soffice", f"-env:UserInstallation=file://{user.parent}", "--headless"]
    convert = ["--convert-to", form, "--outdir", str(saved), *map(str, paths)]
    subprocess.run([*program, *convert], check=True, capture_output=True, timeout=200)
    return saved
