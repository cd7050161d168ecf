"""Numbers of papers and articles as people write them: `k 33`, `K0033` and `K–0033` all mean K-0033."""

from __future__ import annotations

import re


def number_key(written: str) -> str:
    """What two ways to write the same number have in common; "-" for a dash of any kind that stands alone."""
    tidy = re.sub(r"[\s\-–—_./]", "", written.casefold())
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", tidy) or "-"
