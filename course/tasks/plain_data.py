"""Frozen records as plain data for JSON, and back: exactly the same record, or an error.

The record's own annotations say what stands where; there is no second description to keep in step. What equals its
default is left out. A field that holds one of several records says which ("is").
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class NotThisRecord(Exception):
    """The data is not that of such a record. Its text says where."""


def to_plain(record: object) -> Any:
    """A record as dicts, lists, texts, whole numbers and truth values."""
    if is_dataclass(record) and not isinstance(record, type):
        kinds = _kinds(type(record))
        values = {one.name: getattr(record, one.name) for one in fields(record)}
        return {
            name: _tagged(value) if _is_choice(kinds[name]) else to_plain(value)
            for name, value in values.items()
            if value != _default(type(record), name)
        }
    if isinstance(record, tuple | list):
        return [to_plain(one) for one in record]
    if isinstance(record, dict):
        return {key: to_plain(value) for key, value in record.items()}
    if isinstance(record, Decimal):
        return str(record)
    if isinstance(record, str | int | None):  # truth values are whole numbers, too
        return record
    raise TypeError(f"{type(record).__name__} is no plain data")


def from_plain(kind: Any, data: Any, where: str = "") -> Any:
    """The record of this kind that the data describes. Raises NotThisRecord."""
    if is_dataclass(kind):
        return _record(kind, data, where)
    if _is_choice(kind):
        found = {one.__name__: one for one in get_args(kind)}.get(_dict(data, where).get("is", ""))
        if found is None:
            raise NotThisRecord(f"{where}: unknown kind {data.get('is')!r}")
        return _record(found, {key: value for key, value in data.items() if key != "is"}, where)
    origin = get_origin(kind)
    if origin is Literal:
        return _checked(data, data in get_args(kind), where)
    if origin is tuple:
        return _tuple(get_args(kind), data, where)
    if origin is dict:
        return _dict(data, where)
    if kind is Decimal:
        return _decimal(data, where)
    return _checked(data, type(data) is kind, where)


def _record(kind: Any, data: Any, where: str) -> Any:
    kinds = _kinds(kind)
    unknown = set(_dict(data, where)) - set(kinds)
    missing = [name for name in kinds if name not in data and _default(kind, name) is MISSING]
    if unknown or missing:
        raise NotThisRecord(f"{where or kind.__name__}: {', '.join(sorted(unknown) or missing)}")
    return kind(**{name: from_plain(kinds[name], value, f"{where}.{name}") for name, value in data.items()})


def _tuple(kinds: tuple[Any, ...], data: Any, where: str) -> tuple[Any, ...]:
    _checked(data, isinstance(data, list), where)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        kinds = (kinds[0],) * len(data)
    _checked(data, len(kinds) == len(data), where)
    return tuple(from_plain(kind, one, where) for kind, one in zip(kinds, data, strict=True))


def _decimal(data: Any, where: str) -> Decimal:
    try:
        return Decimal(_checked(data, isinstance(data, str), where))
    except InvalidOperation:
        raise NotThisRecord(f"{where}: {data!r} is no number") from None


def _dict(data: Any, where: str) -> dict[str, Any]:
    found: dict[str, Any] = _checked(data, isinstance(data, dict), where)
    return found


def _checked(data: Any, fits: bool, where: str) -> Any:
    if not fits:
        raise NotThisRecord(f"{where}: {str(data)[:60]!r} does not belong there")
    return data


def _tagged(value: object) -> dict[str, Any]:
    return {"is": type(value).__name__, **to_plain(value)}


def _is_choice(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType)


@cache
def _kinds(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


def _default(kind: Any, name: str) -> Any:
    one = next(one for one in fields(kind) if one.name == name)
    return one.default_factory() if one.default_factory is not MISSING else one.default
