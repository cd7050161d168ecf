"""Plain data crosses by value and comes back as it was; nothing else crosses, whatever a forged message says."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import same_color, to_hex
from matplotlib.figure import Figure

from course.grading import plain

FRAME = pd.DataFrame(
    {
        "account": ["1000", None],
        "amount": [1.5, np.nan],
        "day": pd.to_datetime(["2026-04-01", None]),
        "kind": pd.Categorical(["u", "v"], ordered=True),
        "count": pd.array([1, None], dtype="Int64"),
        "mixed": [Decimal("1.10"), dt.date(2026, 1, 1)],
    }
)


def crossed(value: Any) -> Any:
    return plain.from_plain(json.loads(plain.dumps(value)))


leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(max_size=20)
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.dates()
    | st.datetimes()
    | st.timedeltas()
)


def test_what_a_dict_gives_back_compares_and_reads_as_before() -> None:
    made = {"a": 1, "b": [2]}
    keys, values_, items = (crossed(one) for one in (made.keys(), made.values(), made.items()))
    assert keys == {"a", "b"}
    assert list(keys) == ["a", "b"]
    assert list(values_) == [1, [2]]
    assert items == made.items()
    assert crossed({"a": 1}.items()) == {("a", 1)}


values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
        | st.frozensets(leaves, max_size=3)
    ),
    max_leaves=12,
)


@given(values)
def test_values_come_back_equal_and_of_the_same_kind(value: Any) -> None:
    back = crossed(value)
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    "value",
    [2**80, float("inf"), 1j, range(3), Counter("abb"), Fraction(1, 3), np.float64(0.5), np.int32(3),
     np.datetime64("2026-04-01"), pd.Timestamp("2026-04-01", tz="UTC"), dt.datetime(2026, 4, 1, tzinfo=dt.UTC)],
)  # fmt: skip
def test_numbers_and_times_of_every_library(value: Any) -> None:
    assert crossed(value) == value
    assert type(crossed(value)) is type(value)


@pytest.mark.parametrize(
    "frame", [FRAME, FRAME.set_index("account"), FRAME.set_index(["account", "count"]), FRAME.iloc[:0], pd.DataFrame()]
)
def test_tables_come_back_with_types_and_index(frame: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(crossed(frame), frame)


@pytest.mark.parametrize("column", list(FRAME))
def test_columns_come_back(column: str) -> None:
    pd.testing.assert_series_equal(crossed(FRAME[column]), FRAME[column])


def test_a_generator_is_drawn_and_an_endless_one_refused() -> None:
    assert list(crossed(n * n for n in range(4))) == [0, 1, 4, 9]
    with pytest.raises(plain.NotPlainError, match="generator"):
        crossed(iter(int, 1))


class Clever:
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


class CleverFloat(float):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


@pytest.mark.parametrize("value", [Clever(), CleverFloat(1), [Clever()], {"a": Clever()}, open, object, lambda: 1])
def test_anything_else_is_refused(value: Any) -> None:
    with pytest.raises(plain.NotPlainError):
        plain.dumps(value)


def test_what_is_nested_too_deep_or_contains_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(plain.NotPlainError, match="deep"):
        plain.dumps(loop)


@pytest.mark.parametrize(
    "forged",
    [
        {"pickle": "gASV"},
        {"int": "9" * 5000},
        {"int": "1", "float": "2"},
        {"np.array": ["O", [10**9], []]},
        {"np.array": ["<V8", [1], [1]]},
        {"np.scalar": ["<i8", [-1], [1]]},
        {"pd.DataFrame": [[], ["index", ["object", [{"list": 1}]], None], ["range", [0, 1], None]]},
        {"dict": [[[1], 2]]},
        {"date": "nonsense"},
        {"fraction": ["1", "0"]},
        {"tuple": 5},
    ],
)
def test_forged_messages_are_refused_in_one_way(forged: Any) -> None:
    with pytest.raises(plain.NotPlainError):
        plain.from_plain(forged)


def test_the_words_of_a_key_cross_also_if_nothing_in_the_picture_bears_them() -> None:
    figure = Figure()
    axes = figure.subplots()
    axes.bar([1], [2])
    axes.legend(axes.containers[0], ["Books"])
    (held,) = crossed(figure).axes
    assert [text.get_text() for text in held.get_legend().get_texts()] == ["Books"]
    assert [bar.get_height() for bar in held.patches] == [2]


@pytest.mark.parametrize("colour", ["red", (0.1, 0.4, 0.7)])
def test_a_line_crosses_with_its_heights_in_whatever_way_its_colour_is_given(colour: Any) -> None:
    axes = Figure().subplots()
    axes.plot([0, 60, 100], color=colour)
    (line,) = crossed(axes).lines
    assert line.get_ydata().tolist() == [0, 60, 100]
    assert same_color(line.get_color(), to_hex(colour))
