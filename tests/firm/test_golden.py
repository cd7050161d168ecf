"""One firm, pinned byte for byte: nobody's documents change under them by accident.

If a change is meant (every learner is then dealt another firm), write the files anew and read the difference:
    python tests/firm/test_golden.py
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from course.firm import Firm
from course.firm.export import to_json

GOLDEN = Path(__file__).parent / "golden"
SEED = "golden"


def papers(firm: Firm) -> str:
    """A digest for each kind of paper, over all papers of that kind."""
    found: dict[str, list[object]] = {}
    for document in firm.documents:
        found.setdefault(document.kind, []).append(
            [document.number, document.title.en, document.title.de, document.data]
        )
    digests = {kind: hashlib.sha256(json.dumps(data).encode()).hexdigest() for kind, data in sorted(found.items())}
    return json.dumps(digests, indent=1) + "\n"


def test_the_golden_firm_is_dealt_to_the_byte() -> None:
    assert to_json(Firm.deal(SEED)).encode() == (GOLDEN / "firm.json").read_bytes()


def test_the_golden_firm_has_the_same_papers() -> None:
    assert papers(Firm.deal(SEED)).encode() == (GOLDEN / "papers.json").read_bytes()


if __name__ == "__main__":
    golden = Firm.deal(SEED)
    (GOLDEN / "firm.json").write_bytes(to_json(golden).encode())
    (GOLDEN / "papers.json").write_bytes(papers(golden).encode())
