"""The report's pictures: bars, drawn with matplotlib as SVG that stands in the page and takes on its colours."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Colours that matplotlib draws in, and what the page's style sheet has in their place: it knows light from dark.
INK, BAR, LINE = "#010203", "#010204", "#010205"
OF_THE_PAGE = {INK: "currentColor", BAR: "var(--bar)", LINE: "var(--line)"}
LONGEST = 60  # letters of a label


def histogram(labels: Sequence[str], counts: Sequence[int], across: str, up: str) -> Markup:
    """Upright bars without gaps, one a class of marks."""
    from matplotlib.ticker import MaxNLocator

    figure, axes = _axes(3.2)
    axes.bar(range(len(counts)), counts, width=0.94, color=BAR)
    axes.set_xticks(range(len(labels)), _plain(labels))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(xlabel=_plain([across])[0], ylabel=_plain([up])[0])
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False, bottom=False)
    axes.grid(axis="y", color=LINE, linewidth=0.8)
    axes.set_axisbelow(True)
    return _svg(figure, _told(labels, counts))


def bars(labels: Sequence[str], values: Sequence[int], across: str, unit: str = "", most: int | None = None) -> Markup:
    """Lying bars, one a task or slip, the first at the top; `most` is where the axis ends."""
    figure, axes = _axes(0.6 + 0.34 * len(labels))
    drawn = axes.barh(range(len(values)), values, height=0.7, color=BAR)
    axes.bar_label(drawn, [f"{value}{unit}" for value in values], padding=4, color=INK)
    axes.set_yticks(range(len(labels)), _plain(labels))
    axes.invert_yaxis()
    axes.set_xlim(0, 1.08 * (most or max(values)))
    axes.set_xticks([])  # each bar says its number
    axes.set_xlabel(_plain([across])[0])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.tick_params(left=False)
    return _svg(figure, _told(labels, [f"{value}{unit}" for value in values]))


def _axes(height: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, height), layout="constrained")
    axes = figure.subplots()
    axes.tick_params(colors=INK)
    axes.xaxis.label.set_color(INK)
    axes.yaxis.label.set_color(INK)
    for spine in axes.spines.values():
        spine.set_color(LINE)
    return figure, axes


def _plain(labels: Sequence[str]) -> list[str]:
    """Cut to what fits; a dollar sign would begin a formula."""
    cut = [label if len(label) <= LONGEST else label[: LONGEST - 1] + "…" for label in labels]
    return [label.replace("$", r"\$") for label in cut]


def _told(labels: Sequence[str], values: Sequence[object]) -> str:
    return "; ".join(f"{label}: {value}" for label, value in zip(labels, values, strict=True))


def _svg(figure: Figure, told: str) -> Markup:
    """The drawing, to stand in a page; `told` is what somebody hears who does not see it."""
    from matplotlib import rc_context

    held = io.StringIO()
    with rc_context({"svg.hashsalt": told, "svg.fonttype": "path"}):
        figure.savefig(held, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawing = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", held.getvalue(), flags=re.DOTALL)
    drawing = drawing[drawing.index("<svg") :]
    for drawn, shown in OF_THE_PAGE.items():
        drawing = drawing.replace(drawn, shown)
    width_and_height = re.compile(r'width="[\d.]+pt" height="[\d.]+pt"')
    head = Markup('<svg role="img" aria-label="{}"').format(told)
    return head + Markup(width_and_height.sub("", drawing, count=1).removeprefix("<svg").strip())
