"""How often the marking names the slip that was made: prints the table and writes it into docs/diagnosis.md.

python -m bench.diagnosis [firms]
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


def table(proofs: list[Proof]) -> str:
    """The figures as a Markdown table, and beneath it the slips that are sometimes missed."""
    lines = ["| Task | perfect | untouched | alone | two | silent |", "|---|---|---|---|---|---|"]
    for proof in proofs:
        shares = (proof.perfect, proof.untouched, proof.alone, proof.two, proof.silent)
        lines.append(f"| `{proof.task}` | " + " | ".join(map(str, shares)) + " |")
    sums = [sum_of([getattr(p, name) for p in proofs]) for name in ("perfect", "untouched", "alone", "two", "silent")]
    lines.append("| **all** | " + " | ".join(map(str, sums)) + " |")
    missed = [
        f"- `{proof.task}`, {slip}: {share}; named instead: {instead(proof, slip)}"
        for proof in proofs
        for slip, share in proof.by_slip.items()
        if share.percent < SLIP_LIMIT
    ]
    closing = ["", "Slips that are not always named:", "", *missed] if missed else ["", "Every slip was always named."]
    return "\n".join([*lines, *closing]) + "\n"


def sum_of(shares: list[Share]) -> Share:
    return Share(sum(share.hits for share in shares), sum(share.tries for share in shares))


def instead(proof: Proof, slip: str) -> str:
    taken = [(name, count) for (made, name), count in proof.taken_for.items() if made == slip]
    return ", ".join(f"{name} ({count})" for name, count in sorted(taken, key=lambda pair: -pair[1]))


def main(arguments: list[str]) -> None:
    firms = int(arguments[0]) if arguments else FIRMS
    tasks = [task for unit in units() for task in unit.tasks]
    found = f"Counted over {firms} firms.\n\n" + table(prove(tasks, firms))
    print(found, end="")
    if firms >= FIRMS:
        before = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
        PAGE.write_text(before + MARK + "\n" + found, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
