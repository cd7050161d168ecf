"""A matplotlib picture as plain data: its bars, lines, points and words; on the other side it is drawn anew from them.

A test that asks how many bars there are, how long they are, or what the axis is called gets its answer from a picture
of our own matplotlib, in which nothing of the learner's objects is left.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, Wedge
from matplotlib.ticker import FixedFormatter, FixedLocator

from course.grading.plain import Inner, NotPlainError, Plain

MAX_MARKS = 5000


def encode(value: Any, inner: Inner) -> Plain:
    """Raises NotPlainError for anything but axes, a figure, or one bar."""
    if isinstance(value, Axes):
        return {"picture.axes": _axes(value, inner)}
    if isinstance(value, Figure):
        return {"picture.figure": [_axes(axes, inner) for axes in value.axes[:20]]}
    if isinstance(value, Rectangle):
        return {"picture.bar": _bar(value)}
    raise NotPlainError(type(value).__name__)


def decode(name: str, content: Any, inner: Inner) -> Any:
    if name == "picture.axes":
        axes = Figure().subplots()
        return _draw(axes, content, inner)
    if name == "picture.figure":
        figure = Figure()
        for number, held in enumerate(content):
            _draw(figure.add_subplot(len(content), 1, number + 1), held, inner)
        return figure
    if name == "picture.bar":
        return _rectangle(content)
    raise NotPlainError("unreadable")


def _axes(axes: Any, inner: Inner) -> Plain:
    if len(axes.patches) + len(axes.lines) + len(axes.texts) > MAX_MARKS:
        raise NotPlainError(f"a picture of more than {MAX_MARKS} marks")
    legend = axes.get_legend()
    return {
        "words": [str(words) for words in (axes.get_title(), axes.get_xlabel(), axes.get_ylabel())],
        "scales": [axes.get_xscale(), axes.get_yscale()],
        "bars": [_bar(patch) for patch in axes.patches if isinstance(patch, Rectangle)],
        "wedges": [[float(w.theta1), float(w.theta2), float(w.r)] for w in axes.patches if isinstance(w, Wedge)],
        "lines": [
            [inner(line.get_xdata()), inner(line.get_ydata()), str(line.get_label()), _colour(line.get_color())]
            for line in axes.lines
        ],
        "points": [
            inner(np.asarray(held.get_offsets())) for held in axes.collections if isinstance(held, PathCollection)
        ],
        "texts": [[*map(float, text.get_position()), str(text.get_text())] for text in axes.texts],
        "ticks": [_ticks(axes.xaxis), _ticks(axes.yaxis)],
        "limits": [[*map(float, axes.get_xlim())], [*map(float, axes.get_ylim())]],
        "legend": [str(text.get_text()) for text in legend.get_texts()] if legend else None,
    }


def _colour(colour: Any) -> str:
    """As it was named; one that is given in numbers as #rrggbbaa."""
    return colour if isinstance(colour, str) else to_hex(colour, keep_alpha=True)


def _bar(patch: Any) -> list[Any]:
    return [*map(float, (patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height())), str(patch.get_label())]


def _ticks(axis: Any) -> list[Any]:
    return [[float(place) for place in axis.get_ticklocs()], [str(label.get_text()) for label in axis.get_ticklabels()]]


def _rectangle(content: Any) -> Rectangle:
    x, y, width, height, label = content
    made = Rectangle((float(x), float(y)), float(width), float(height))
    made.set_label(str(label))
    return made


def _draw(axes: Any, content: Any, inner: Inner) -> Any:
    title, xlabel, ylabel = (str(words) for words in content["words"])
    axes.set_title(title)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    for bar in content["bars"]:
        axes.add_patch(_rectangle(bar))
    for first, second, radius in content["wedges"]:
        axes.add_patch(Wedge((0, 0), float(radius), float(first), float(second)))
    for x, y, label, colour in content["lines"]:
        axes.plot(inner(x), inner(y), label=str(label), color=str(colour))
    for points in content["points"]:
        places = inner(points)
        axes.scatter(places[:, 0], places[:, 1])
    for x, y, words in content["texts"]:
        axes.text(float(x), float(y), str(words))
    for axis, (places, labels) in zip((axes.xaxis, axes.yaxis), content["ticks"], strict=True):
        axis.set_major_locator(FixedLocator([float(place) for place in places]))  # set_ticks would draw each at once
        axis.set_major_formatter(FixedFormatter([str(label) for label in labels]))
    for scale, change in zip(content["scales"], (axes.set_xscale, axes.set_yscale), strict=True):
        if scale in ("log", "symlog", "logit"):
            change(scale)
    axes.set(xlim=content["limits"][0], ylim=content["limits"][1])
    if content["legend"] is not None:
        words = [str(one) for one in content["legend"]]
        axes.legend([Line2D([], []) for _ in words], words)  # whatever its marks were: tests read the words
    return axes
