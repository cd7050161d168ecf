"""A chart as a picture, and in words: matplotlib draws it for either theme, the text says the same figures.

matplotlib is loaded when the desk first shows a chart, not before, and beside the learner's first entries: it takes
seconds on a small machine, and what is typed meanwhile must be saved without waiting for it.
"""

from __future__ import annotations

import base64
import io
from decimal import Decimal
from functools import cache
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal

from course.locale import Language, translator
from course.locale.numbers import show_number
from course.tasks.chart import ChartData, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Theme = Literal["light", "dark"]
INK: dict[Theme, str] = {"light": "#26323a", "dark": "#e3e6e4"}
COLOURS: dict[Theme, tuple[str, ...]] = {
    "light": ("#0d5661", "#c0792a", "#7b4b94", "#4c7a34", "#9b2116", "#5a6b73"),
    "dark": ("#7fcdd3", "#e8b26b", "#c9a3de", "#a5cf8b", "#ff9d90", "#b4c0c6"),
}
HATCHES = ("", "///", "...", "xxx", "\\\\", "++")  # so that colour is not all that tells two series apart
SIZE = (7.2, 3.9)  # inches; drawn as lines, so it may be shown at any size


@cache
def load_ahead() -> None:
    """Begin to load matplotlib, without waiting for it."""
    Thread(target=import_module, args=("matplotlib.backends.backend_svg",), daemon=True).start()


def picture(data: ChartData, kind: str, title: str, axis: str, language: Language, theme: Theme) -> str:
    """The chart as the address of an image (SVG)."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    ink = INK[theme]
    settings: dict[Any, Any] = {
        "svg.fonttype": "path",
        "svg.hashsalt": "chart",
        "hatch.linewidth": 0.6,
        "text.parse_math": False,
    }
    settings |= dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color", "axes.edgecolor"), ink)
    with mpl.rc_context(settings):
        figure = Figure(figsize=SIZE, layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.subplots()
        axes.patch.set_alpha(0)
        {"bar": _bars, "line": _lines, "pie": _pie}[kind](axes, data, COLOURS[theme], ink)
        axes.set_title(title)
        if kind != "pie":
            _dress(axes, data, axis, language, ink)
        target = io.BytesIO()
        figure.savefig(target, format="svg", transparent=True, metadata={"Date": None})
    return "data:image/svg+xml;base64," + base64.b64encode(target.getvalue()).decode()


def _bars(axes: Axes, data: ChartData, colours: tuple[str, ...], ink: str) -> None:
    wide = 0.8 / len(data.series)
    for place, one in enumerate(data.series):
        shift = (place - (len(data.series) - 1) / 2) * wide
        heights = [value or 0.0 for value in one.values]
        axes.bar(
            [at + shift for at in range(len(heights))],
            heights,
            wide * 0.94,
            label=one.name,
            color=colours[place % len(colours)],
            hatch=HATCHES[place % len(HATCHES)],
            edgecolor=ink,
            linewidth=0.6,
        )


def _lines(axes: Axes, data: ChartData, colours: tuple[str, ...], ink: str) -> None:
    for place, one in enumerate(data.series):
        heights = [float("nan") if value is None else value for value in one.values]
        marker = "osD^vP"[place % 6]
        axes.plot(range(len(heights)), heights, label=one.name, color=colours[place % len(colours)], marker=marker)


def _pie(axes: Axes, data: ChartData, colours: tuple[str, ...], ink: str) -> None:
    """A pie shows one series; whatever else was named is left out, as every program does."""
    parts = [max(value or 0.0, 0.0) for value in data.series[0].values]
    texts = [_label(data, place) for place in range(len(parts))]
    if sum(parts):
        axes.pie(parts, labels=texts, colors=colours, wedgeprops={"edgecolor": ink, "linewidth": 0.6})


def _dress(axes: Axes, data: ChartData, axis: str, language: Language, ink: str) -> None:
    from matplotlib.ticker import FuncFormatter

    count = max(len(one.values) for one in data.series)
    axes.set_xticks(range(count), [_label(data, place) for place in range(count)])
    axes.set_ylabel(axis)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: shown(value, language, 0)))
    axes.grid(axis="y", color=ink, alpha=0.2)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(framealpha=0)


def _label(data: ChartData, place: int) -> str:
    return data.labels[place] if place < len(data.labels) else ""


def in_words(data: ChartData, kind: str, title: str, axis: str, language: Language) -> str:
    """What the picture shows, figure by figure."""
    _ = translator(language, "desk")
    kinds = {"bar": _("Column chart"), "line": _("Line chart"), "pie": _("Pie chart")}
    head = ": ".join(filter(None, (kinds[kind], title)))
    series = data.series[:1] if kind == "pie" else data.series
    lines = [_one(data, one, language) for one in series]
    unit = "" if kind == "pie" or not axis else " " + _("Axis: {axis}.").replace("{axis}", axis)
    return f"{head}.{unit} {' '.join(lines)}"


def _one(data: ChartData, one: Series, language: Language) -> str:
    pairs = ((_label(data, place), value) for place, value in enumerate(one.values))
    return f"{one.name}: " + "; ".join(f"{label} {shown(value, language, 2)}".strip() for label, value in pairs) + "."


def shown(value: float | None, language: Language, places: int) -> str:
    return "–" if value is None else show_number(Decimal(str(round(value, 2))), language, max(places, 2), places)
