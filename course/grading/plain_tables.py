"""numpy's and pandas' values as plain data: by value, column by column, with their types by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from course.grading.plain import Inner, NotPlainError, Plain

MAX_CELLS = 2_000_000
_WIDE = "iufbcMmUSO"  # numpy's letters for integers, floats, booleans, times, text and objects


def encode(value: Any, inner: Inner) -> Plain:
    """Raises NotPlainError for whatever is not a number, a time, an array or a table."""
    if value is pd.NA:
        return {"pd.NA": None}
    if value is pd.NaT:
        return {"pd.NaT": None}
    if type(value) is pd.Timestamp:
        return {"pd.Timestamp": [value.isoformat(), value.unit]}
    if type(value) is pd.Timedelta:
        return {"pd.Timedelta": value.isoformat()}
    if isinstance(value, np.generic):
        return {"np.scalar": _array(np.asarray(value), inner)}
    if type(value) is np.ndarray:
        return {"np.array": _array(value, inner)}
    if type(value) is pd.Series:
        return {"pd.Series": [_column(value, inner), inner(value.name), _index(value.index, inner)]}
    if type(value) is pd.DataFrame:
        _small(value.size)
        columns = [_column(value.iloc[:, number], inner) for number in range(value.shape[1])]
        return {"pd.DataFrame": [columns, _index(value.columns, inner), _index(value.index, inner)]}
    if isinstance(value, pd.Index):
        return {"pd.Index": _index(value, inner)}
    raise NotPlainError(type(value).__name__)


def decode(name: str, content: Any, inner: Inner) -> Any:
    """The value that `encode` wrote. Raises NotPlainError for any other name."""
    if name == "pd.NA":
        return pd.NA
    if name == "pd.NaT":
        return pd.NaT
    if name == "pd.Timestamp":
        return pd.Timestamp(content[0]).as_unit(content[1])
    if name == "pd.Timedelta":
        return pd.Timedelta(content)
    if name == "np.scalar":
        return _to_array(content, inner)[()]
    if name == "np.array":
        return _to_array(content, inner)
    if name == "pd.Series":
        return pd.Series(_to_column(content[0], inner), index=_to_index(content[2], inner), name=inner(content[1]))
    if name == "pd.DataFrame":
        return _to_frame(content, inner)
    if name == "pd.Index":
        return _to_index(content, inner)
    raise NotPlainError("unreadable")


def _small(size: int) -> None:
    if size > MAX_CELLS:
        raise NotPlainError(f"more than {MAX_CELLS} values")


def _array(value: np.ndarray[Any, Any], inner: Inner) -> Plain:
    _small(value.size)
    if value.dtype.kind not in _WIDE:
        raise NotPlainError(f"array of {value.dtype}")
    flat = value.ravel().astype("int64") if value.dtype.kind in "mM" else value.ravel()
    return [value.dtype.str, list(value.shape), [inner(item) for item in flat.tolist()]]


def _to_array(content: Any, inner: Inner) -> np.ndarray[Any, Any]:
    letters, shape, items = content
    kind = np.dtype(str(letters))
    if kind.kind not in _WIDE or len(items) != int(np.prod([int(size) for size in shape], dtype=object)):
        raise NotPlainError("unreadable")
    values = [inner(item) for item in items]
    if kind.kind == "O":
        made = np.empty(len(values), dtype=object)
        made[:] = values
        return made.reshape(shape)
    if kind.kind in "mM":
        return np.array(values, dtype="int64").astype(kind).reshape(shape)
    return np.array(values, dtype=kind).reshape(shape)


def _column(values: Any, inner: Inner) -> Plain:
    """A column's type by name and its values one by one; a category as its list and its numbers."""
    _small(len(values))
    kind = values.dtype
    if isinstance(kind, pd.CategoricalDtype):
        held = pd.Categorical(values)
        return ["category", _index(held.categories, inner), held.codes.tolist(), bool(held.ordered)]
    if isinstance(kind, pd.PeriodDtype | pd.IntervalDtype | pd.SparseDtype):
        raise NotPlainError(f"column of {kind}")
    return [str(kind), [inner(item) for item in values.tolist()]]


def _to_column(content: Any, inner: Inner) -> Any:
    if content[0] == "category":
        codes = [int(code) for code in content[2]]
        return pd.Categorical.from_codes(codes, categories=_to_index(content[1], inner), ordered=bool(content[3]))
    return pd.array([inner(item) for item in content[1]], dtype=str(content[0]))


def _index(index: Any, inner: Inner) -> Plain:
    if isinstance(index, pd.RangeIndex):
        return ["range", [index.start, index.stop, index.step], inner(index.name)]
    names = [inner(name) for name in index.names]
    if isinstance(index, pd.MultiIndex):
        levels = [_column(index.get_level_values(number), inner) for number in range(index.nlevels)]
        return ["multi", levels, names]
    return ["index", _column(index, inner), names[0]]


def _to_index(content: Any, inner: Inner) -> Any:
    kind, values, names = content
    if kind == "range":
        return pd.RangeIndex(*(int(number) for number in values), name=inner(names))
    if kind == "multi":
        return pd.MultiIndex.from_arrays(
            [_to_column(level, inner) for level in values], names=[inner(n) for n in names]
        )
    return pd.Index(_to_column(values, inner), name=inner(names))


def _to_frame(content: Any, inner: Inner) -> Any:
    columns, names, index = content
    rows = _to_index(index, inner)
    made = [pd.Series(_to_column(column, inner), index=rows) for column in columns]
    frame = pd.concat(made, axis=1) if made else pd.DataFrame(index=rows)
    frame.columns = _to_index(names, inner)
    return frame
