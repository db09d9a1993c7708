"""Renditions as JSON text and back, field by field as the dataclasses declare them."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from corpus.errors import StoreError
from corpus.records import Kinship, Rendition

Decoder = Callable[[Any], Any]
REMEMBERED = 1 << 9  # texts read of late: joining compares neighbours in time, a reader turns back to a page


class Written(NamedTuple):
    """A rendition on its way to the store: its record, and what the store looks it up by. It is read where it is
    needed; most that are understood anew are as they were."""

    id: str
    release: str
    url: str
    language: str
    record: str

    @classmethod
    def of(cls, rendition: Rendition) -> Written:
        """A rendition, written."""
        return cls(rendition.id, rendition.release, rendition.url, rendition.language, dump(rendition))

    @property
    def text(self) -> Rendition:
        """The rendition."""
        return load(self.record)


class Held(NamedTuple):
    """A rendition as the store holds it: its record, and what stands beside it. It is read where it is needed."""

    number: int
    id: str
    release: str
    url: str
    language: str
    kinship: str | None
    record: str

    def rendition(self) -> Rendition:
        """The record, under the ids, the address and the kinship that the store gives it."""
        return _of_held(self)

    @property
    def copy_of(self) -> str | None:
        """The id of the rendition that this one repeats, told without reading the record."""
        kin = load_kinship(self.kinship) if self.kinship else None
        return kin.other if kin and kin.is_copy else None


def dump(rendition: Rendition) -> str:
    """The rendition as compact JSON; the same rendition gives the same text."""
    return json.dumps(rendition, default=_plain, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=REMEMBERED)
def load(text: str) -> Rendition:
    """The rendition that `dump` wrote; frozen through and through, so one record may serve many."""
    return _read(text)


@lru_cache(maxsize=REMEMBERED)
def _of_held(held: Held) -> Rendition:
    kin = json.loads(held.kinship) if held.kinship else None
    return _read(held.record, id=held.id, release=held.release, url=held.url, kinship=kin)


def _read(text: str, **beside: Any) -> Rendition:
    """The rendition of a record, with what stands beside it in place of what stands in it."""
    try:
        rendition: Rendition = _decoder(Rendition)(json.loads(text) | beside)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise StoreError(f"store: a record is damaged ({error}); run minber index --rebuild") from error
    return rendition


def dump_kinship(kinship: Kinship) -> str:
    """A kinship as compact JSON."""
    return json.dumps(kinship, default=_plain, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=REMEMBERED)
def load_kinship(text: str) -> Kinship:
    """The kinship that `dump_kinship` wrote."""
    kinship: Kinship = _decoder(Kinship)(json.loads(text))
    return kinship


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return {name: getattr(value, name) for name in _names(value.__class__)}


@cache
def _names(record: Any) -> tuple[str, ...]:
    return tuple(entry.name for entry in fields(record))


@cache
def _decoder(hint: Any) -> Decoder:
    """What turns plain JSON into a value of a type: records, tuples, dates; the rest stays as it is."""
    if get_origin(hint) in (types.UnionType, Union):
        (inner,) = (_decoder(option) for option in get_args(hint) if option is not type(None))
        return inner if inner is _same else lambda plain: None if plain is None else inner(plain)
    if get_origin(hint) is tuple:
        item = _decoder(get_args(hint)[0])
        return tuple if item is _same else lambda plain: tuple(map(item, plain))
    if hint in (date, datetime):
        return datetime.fromisoformat if hint is datetime else date.fromisoformat
    return _record_decoder(hint) if is_dataclass(hint) else _same


def _record_decoder(record: Any) -> Decoder:
    names, hints = _names(record), get_type_hints(record)
    decoders = {name: decoder for name in names if (decoder := _decoder(hints[name])) is not _same}
    defaults = {entry.name: entry.default for entry in fields(record) if entry.default is not MISSING}

    def decode(plain: dict[str, Any]) -> Any:
        for name, decoder in decoders.items():
            if name in plain:
                plain[name] = decoder(plain[name])
        given = defaults | plain
        if len(given) > len(names):
            raise TypeError(f"{record.__name__} has other fields than {', '.join(given)}")
        return record(*map(given.__getitem__, names))  # in their order: told by name they take twice as long

    return decode


def _same(plain: Any) -> Any:
    return plain
