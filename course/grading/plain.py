"""Plain data across the line between a learner's process and the verdict: by value, as JSON, never as pickle.

What comes from a learner's process is only bytes until it has been decoded here, and decoding builds nothing but the
kinds listed in this module. An object with a clever `__eq__` cannot cross, nor can a class, an open file or a picture.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import math
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

MAX_BYTES = 16 * 1024 * 1024  # of one value as JSON
MAX_DEPTH = 60
MAX_DRAWN = 10_000  # values taken from a generator

Plain = None | bool | str | float | list[Any] | dict[str, Any]


class NotPlainError(Exception):
    """The value is not plain data; its text is the kind that was found."""


def to_plain(value: object) -> Plain:
    """The value as something that JSON can hold. Raises NotPlainError with the kind that cannot cross."""
    return _encode(value, 0)


def dumps(value: object) -> bytes:
    """The value as JSON bytes, at most MAX_BYTES. Raises NotPlainError."""
    text = json.dumps(to_plain(value), separators=(",", ":")).encode()
    if len(text) > MAX_BYTES:
        raise NotPlainError(f"larger than {MAX_BYTES} bytes")
    return text


def from_plain(plain: Any) -> Any:
    """What `to_plain` was given. Raises NotPlainError for anything that it does not write."""
    try:
        return _decode(plain, 0)
    except NotPlainError:
        raise
    except Exception as problem:  # whatever a forged message makes the builders below stumble over
        raise NotPlainError(f"unreadable ({type(problem).__name__})") from None


def _encode(value: Any, depth: int) -> Plain:
    if depth > MAX_DEPTH:
        raise NotPlainError("nested too deep")
    kind = type(value)
    if value is None or kind in (bool, str):
        return value  # type: ignore[no-any-return]  # narrowed by its type object, which mypy does not follow
    if kind is int:
        return {"int": str(value)} if abs(value) > 2**53 else value
    if kind is float:
        return value if math.isfinite(value) else {"float": repr(value)}
    if kind is list:
        return [_encode(item, depth + 1) for item in value]
    encoder = _ENCODERS.get(kind)
    if encoder is not None:
        return encoder(value, depth + 1)
    return _encode_by_module(value, depth + 1)


def _items(name: str) -> Callable[[Any, int], Plain]:
    return lambda value, depth: {name: [_encode(item, depth) for item in value]}


def _pairs(name: str) -> Callable[[Any, int], Plain]:
    return lambda value, depth: {name: [[_encode(k, depth), _encode(v, depth)] for k, v in value.items()]}


def _text(name: str) -> Callable[[Any, int], Plain]:
    return lambda value, depth: {name: str(value)}


_ENCODERS: dict[type, Callable[[Any, int], Plain]] = {
    tuple: _items("tuple"),
    set: _items("set"),
    frozenset: _items("frozenset"),
    dict: _pairs("dict"),
    Counter: _pairs("counter"),
    OrderedDict: _pairs("ordered"),
    defaultdict: _pairs("dict"),
    type({}.keys()): _items("keys"),
    type({}.values()): _items("values"),
    type({}.items()): lambda value, depth: _pairs("items")(dict(value), depth),
    range: lambda value, depth: {"range": [value.start, value.stop, value.step]},
    bytes: lambda value, depth: {"bytes": base64.b64encode(value).decode()},
    bytearray: lambda value, depth: {"bytes": base64.b64encode(value).decode()},
    complex: lambda value, depth: {"complex": [repr(value.real), repr(value.imag)]},
    Decimal: _text("decimal"),
    Fraction: lambda value, depth: {"fraction": [str(value.numerator), str(value.denominator)]},
    dt.date: lambda value, depth: {"date": value.isoformat()},
    dt.datetime: lambda value, depth: {"datetime": _naive(value).isoformat()},
    dt.time: lambda value, depth: {"time": value.isoformat()},
    dt.timedelta: lambda value, depth: {"timedelta": [value.days, value.seconds, value.microseconds]},
}


def _naive(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is not None and not isinstance(value.tzinfo, dt.timezone):
        return value.astimezone(dt.timezone(value.utcoffset() or dt.timedelta()))
    return value


def _encode_by_module(value: Any, depth: int) -> Plain:
    """Numbers and tables of numpy and pandas, pictures of matplotlib, and generators."""
    module = type(value).__module__.partition(".")[0]
    if module in ("numpy", "pandas"):
        from course.grading import plain_tables

        return plain_tables.encode(value, lambda inner: _encode(inner, depth))
    if module == "matplotlib":
        from course.grading import plain_pictures

        return plain_pictures.encode(value, lambda inner: _encode(inner, depth))
    if isinstance(value, Iterator):
        drawn = []
        for item in value:
            drawn.append(_encode(item, depth))
            if len(drawn) > MAX_DRAWN:
                raise NotPlainError(f"a generator of more than {MAX_DRAWN} values")
        return {"iterator": drawn}
    if isinstance(value, tuple):
        return {"tuple": [_encode(item, depth) for item in value]}
    raise NotPlainError(type(value).__name__)


def _decode(plain: Any, depth: int) -> Any:
    if depth > MAX_DEPTH * 2:
        raise NotPlainError("nested too deep")
    if plain is None or isinstance(plain, bool | str | int | float):
        return plain
    if isinstance(plain, list):
        return [_decode(item, depth + 1) for item in plain]
    if not isinstance(plain, dict) or len(plain) != 1:
        raise NotPlainError("unreadable")
    ((name, content),) = plain.items()
    if name in _DECODERS:
        return _DECODERS[name](content, lambda inner: _decode(inner, depth + 1))
    if str(name).startswith("picture."):
        from course.grading import plain_pictures

        return plain_pictures.decode(name, content, lambda inner: _decode(inner, depth + 1))
    from course.grading import plain_tables

    return plain_tables.decode(name, content, lambda inner: _decode(inner, depth + 1))


Inner = Callable[[Any], Any]


def _decoded_pairs(content: Any, inner: Inner) -> dict[Any, Any]:
    return {inner(key): inner(value) for key, value in content}


_DECODERS: dict[str, Callable[[Any, Inner], Any]] = {
    "int": lambda content, inner: int(content),
    "float": lambda content, inner: float(content),
    "tuple": lambda content, inner: tuple(inner(item) for item in content),
    "set": lambda content, inner: {inner(item) for item in content},
    "frozenset": lambda content, inner: frozenset(inner(item) for item in content),
    "dict": _decoded_pairs,
    "counter": lambda content, inner: Counter(_decoded_pairs(content, inner)),
    "ordered": lambda content, inner: OrderedDict(_decoded_pairs(content, inner)),
    "keys": lambda content, inner: dict.fromkeys(inner(item) for item in content).keys(),
    "values": lambda content, inner: dict(enumerate(inner(item) for item in content)).values(),
    "items": lambda content, inner: _decoded_pairs(content, inner).items(),
    "iterator": lambda content, inner: iter([inner(item) for item in content]),
    "range": lambda content, inner: range(*(int(number) for number in content)),
    "bytes": lambda content, inner: base64.b64decode(content),
    "complex": lambda content, inner: complex(float(content[0]), float(content[1])),
    "decimal": lambda content, inner: Decimal(str(content)),
    "fraction": lambda content, inner: Fraction(int(content[0]), int(content[1])),
    "date": lambda content, inner: dt.date.fromisoformat(content),
    "datetime": lambda content, inner: dt.datetime.fromisoformat(content),
    "time": lambda content, inner: dt.time.fromisoformat(content),
    "timedelta": lambda content, inner: dt.timedelta(*(int(number) for number in content)),
}
