"""Renditions as JSON text and back, field by field as the dataclasses declare them."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from corpus.errors import StoreError
from corpus.records import Kinship, Rendition

Decoder = Callable[[Any], Any]
REMEMBERED = 1 << 9  # texts read of late: joining compares neighbours in time, a reader turns back to a page


class Written(NamedTuple):
    """A rendition with its record, so that the text is made once."""

    text: Rendition
    record: str


class Held(NamedTuple):
    """A rendition as the store holds it: its record, and what stands beside it. It is read where it is needed."""

    number: int
    id: str
    release: str
    url: str
    kinship: str | None
    record: str

    def rendition(self) -> Rendition:
        """The record, under the ids, the address and the kinship that the store gives it."""
        kin = load_kinship(self.kinship) if self.kinship else None
        return replace(load(self.record), id=self.id, release=self.release, url=self.url, kinship=kin)


def dump(rendition: Rendition) -> str:
    """The rendition as compact JSON; the same rendition gives the same text."""
    return json.dumps(rendition, default=_plain, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=REMEMBERED)
def load(text: str) -> Rendition:
    """The rendition that `dump` wrote; frozen through and through, so one record may serve many."""
    try:
        rendition: Rendition = _decoder(Rendition)(json.loads(text))
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
    decoders = {name: _decoder(hint) for name, hint in get_type_hints(record).items() if name in _names(record)}
    other = [(name, decoder) for name, decoder in decoders.items() if decoder is not _same]

    def decode(plain: dict[str, Any]) -> Any:
        for name, decoder in other:
            if name in plain:
                plain[name] = decoder(plain[name])
        return record(**plain)

    return decode


def _same(plain: Any) -> Any:
    return plain
