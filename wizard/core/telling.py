"""Values of the core in, plain JSON out, and back by the types they are declared with."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import IntEnum
from functools import cache
from sys import intern
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
    read: Any = _reader
    return read(kind)(value)  # type: ignore[no-any-return]


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a type, or what typing makes of some
    """Give what reads values of a kind; made once, since thousands are read at an opening."""
    if isinstance(kind, type) and is_dataclass(kind):
        return _reader_of_fields(kind)
    origin, inside = get_origin(kind), get_args(kind)
    if kind is str:
        return _reader_of_texts
    if origin is None:
        return kind  # type: ignore[no-any-return]
    return _MAKERS.get(origin, _reader_of_mappings)(inside)


def _reader_of_texts(value: str) -> str:
    return value if " " in value else intern(value)  # one id or reference stands in hundreds of places


def _reader_of_fields(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    known = get_type_hints(kind)
    readers = tuple((field.name, _reader(known[field.name])) for field in fields(kind))
    return lambda value: kind(**{name: read(value[name]) for name, read in readers})


def _reader_of_tuples(inside: tuple[Any, ...]) -> Callable[[Any], Any]:
    if inside[-1] is ...:
        each = _reader(inside[0])
        return lambda value: tuple(map(each, value))
    readers = tuple(map(_reader, inside))
    return lambda value: tuple(read(item) for read, item in zip(readers, value, strict=True))


def _reader_of_choices(inside: tuple[Any, ...]) -> Callable[[Any], Any]:
    return lambda value: inside[inside.index(value)]


def _reader_of_what_may_be_missing(inside: tuple[Any, ...]) -> Callable[[Any], Any]:
    given = _reader(inside[0])
    return lambda value: None if value is None else given(value)


def _reader_of_sets(inside: tuple[Any, ...]) -> Callable[[Any], Any]:
    each = _reader(inside[0])
    return lambda value: frozenset(map(each, value))


def _reader_of_mappings(inside: tuple[Any, ...]) -> Callable[[Any], Any]:
    each = _reader(inside[1])
    return lambda value: MappingProxyType({intern(key): each(item) for key, item in value.items()})


_MAKERS: Mapping[Any, Callable[[tuple[Any, ...]], Callable[[Any], Any]]] = {
    tuple: _reader_of_tuples,
    frozenset: _reader_of_sets,
    Literal: _reader_of_choices,
    UnionType: _reader_of_what_may_be_missing,
}
