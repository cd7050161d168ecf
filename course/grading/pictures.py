"""The report's pictures: two kinds of bars, drawn with matplotlib, as base64 for a page that stands alone."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

COLOUR = "#2b5d8a"


def histogram(labels: Sequence[str], counts: Sequence[int], across: str, up: str) -> str:
    """Upright bars, one a class of marks."""
    figure = Figure(figsize=(8, 3.4), layout="constrained")
    axes = figure.subplots()
    axes.bar(range(len(counts)), counts, color=COLOUR)
    axes.set_xticks(range(len(labels)), _plain(labels), rotation=30, ha="right")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(xlabel=_plain([across])[0], ylabel=_plain([up])[0])
    return _png(figure)


def bars(labels: Sequence[str], values: Sequence[int], across: str) -> str:
    """Lying bars, one a task or slip, the first at the bottom."""
    figure = Figure(figsize=(8, 0.8 + 0.32 * len(labels)), layout="constrained")
    axes = figure.subplots()
    drawn = axes.barh(range(len(values)), values, color=COLOUR)
    axes.bar_label(drawn, padding=3)
    axes.set_yticks(range(len(labels)), _plain(labels))
    axes.set_xlabel(_plain([across])[0])
    return _png(figure)


def _plain(labels: Sequence[str]) -> list[str]:
    """A dollar sign would begin a formula."""
    return [label.replace("$", r"\$")[:60] for label in labels]


def _png(figure: Figure) -> str:
    held = io.BytesIO()
    figure.savefig(held, format="png", dpi=110, metadata={"Software": None})
    return base64.b64encode(held.getvalue()).decode()
