"""Values of the core in, plain JSON out, and back by the types they are declared with."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import IntEnum
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def told(value: Any) -> Any:  # noqa: ANN401 - any value of the core
    """Turn a value of the core into JSON values."""
    if is_dataclass(value):
        return {field.name: told(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: told(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [told(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return str(value)
    return int(value) if isinstance(value, IntEnum) else value


def heard(kind: type[T], value: Any) -> T:  # noqa: ANN401 - JSON is any shape
    """Turn JSON values back into a value of this kind. Raises ValueError, TypeError or KeyError where they are none."""
    return _heard(kind, value)  # type: ignore[no-any-return]


def _heard(kind: Any, value: Any) -> Any:  # noqa: ANN401
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: _heard(each, value[name]) for name, each in _hints(kind).items()})
    origin = get_origin(kind)
    if origin is None:
        return kind(value)
    if origin is UnionType:
        return None if value is None else _heard(get_args(kind)[0], value)
    return _heard_inside(origin, get_args(kind), value)


def _heard_inside(origin: Any, inside: tuple[Any, ...], value: Any) -> Any:  # noqa: ANN401
    if origin is tuple:
        kinds = [inside[0]] * len(value) if inside[-1] is ... else inside
        return tuple(_heard(each, item) for each, item in zip(kinds, value, strict=True))
    if origin is frozenset:
        return frozenset(_heard(inside[0], item) for item in value)
    if origin is Literal:
        return inside[inside.index(value)]
    return MappingProxyType({str(key): _heard(inside[1], item) for key, item in value.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401
    known = get_type_hints(kind)
    return {field.name: known[field.name] for field in fields(kind)}
