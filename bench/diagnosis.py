"""How often the marking names the slip that was made: prints the table and writes it into docs/diagnosis.md.

python -m bench.diagnosis [firms] [unit ...]

Fifty firms and all units take some minutes. With units named ("01-role") only those are counted; the other rows stay.
"""

from __future__ import annotations

import sys
from pathlib import Path

from course.tasks.proof import Proof, Share, prove
from course.units import units

PAGE = Path(__file__).parent.parent / "docs" / "diagnosis.md"
MARK = "<!-- figures -->\n"
FIRMS = 50
SLIP_LIMIT = 100.0  # slips that are always named need no line of their own
HEADING = ["| Task | perfect | untouched | alone | two | silent |", "|---|---|---|---|---|---|"]


def row_of(proof: Proof) -> str:
    shares = (proof.perfect, proof.untouched, proof.alone, proof.two, proof.silent)
    return f"| `{proof.task}` | " + " | ".join(map(str, shares)) + " |"


def missed_of(proof: Proof) -> list[str]:
    """A line for each slip that was sometimes missed, or named with another beside it."""
    return [
        f"- `{proof.task}`, {slip}: {share}; else named: {instead(proof, slip)}"
        for slip, share in proof.by_slip.items()
        if share.percent < SLIP_LIMIT
    ]


def instead(proof: Proof, slip: str) -> str:
    taken = [(name, count) for (made, name), count in proof.taken_for.items() if made == slip]
    return ", ".join(f"{name} ({count})" for name, count in sorted(taken, key=lambda pair: -pair[1]))


def share_in(cell: str) -> Share:
    """A share as it stands in the table: "98.7 % of 600", or "-"."""
    percent, _, tries = cell.strip().partition(" % of ")
    return Share(round(float(percent) * int(tries) / 100), int(tries)) if tries else Share()


def sums(rows: list[str]) -> str:
    columns = zip(*[[share_in(cell) for cell in row.split("|")[2:7]] for row in rows], strict=True)
    shares = [Share(sum(share.hits for share in one), sum(share.tries for share in one)) for one in columns]
    return "| **all** | " + " | ".join(map(str, shares)) + " |"


def table(proofs: list[Proof], page: str = "") -> str:
    """The figures as a Markdown table in the course's order, beneath it the slips that are sometimes missed.

    Tasks that were not counted now keep what `page` says of them.
    """
    rows = {name_in(line): line for line in page.splitlines() if line.startswith("| `")}
    rows |= {proof.task: row_of(proof) for proof in proofs}
    counted = {proof.task for proof in proofs}
    kept = [line for line in page.splitlines() if line.startswith("- `") and name_in(line) not in counted]
    missed = [*kept, *(line for proof in proofs for line in missed_of(proof))]
    order = [task.id for unit in units() for task in unit.tasks if task.id in rows]
    lines = [rows[name] for name in order]
    missed = [line for name in order for line in missed if name_in(line) == name]
    closing = (
        ["", "Slips that are not always named, or not alone:", "", *missed]
        if missed
        else ["", "Every slip was always named, and alone."]
    )
    return "\n".join([*HEADING, *lines, sums(lines), *closing]) + "\n"


def name_in(line: str) -> str:
    return line.split("`")[1]


def main(arguments: list[str]) -> None:
    firms = int(arguments[0]) if arguments else FIRMS
    named = arguments[1:]
    proofs = [proof for unit in units() if not named or unit.name in named for proof in prove(unit.tasks, firms)]
    before, _, after = PAGE.read_text(encoding="utf-8").partition(MARK)
    found = f"Counted over {firms} firms.\n\n" + table(proofs, after if named else "")
    print(found, end="")
    if firms >= FIRMS:
        PAGE.write_text(before + MARK + "\n" + found, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
