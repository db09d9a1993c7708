"""What was found out about an index before, for as long as it answers from the same commit."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar
from weakref import WeakKeyDictionary

from indexer.engines.base import Engine

Found = TypeVar("Found")

KEPT = 4000  # things of a kind that are remembered of an index
_NEVER = object()

_kept: WeakKeyDictionary[Engine, tuple[object, dict[str, dict[Hashable, object]]]] = WeakKeyDictionary()


def remembered(engine: Engine, kind: str, key: Hashable, compute: Callable[[], Found]) -> Found:
    """What was found before in the same commit of the index; an engine without commits forgets at once."""
    commit = getattr(engine, "manifest", None)
    before, memory = _kept.get(engine, (None, {}))
    if commit is None or before != commit:
        memory = {}
        _kept[engine] = commit, memory
    found = memory.setdefault(kind, {})
    value = found.get(key, _NEVER)
    if value is _NEVER:
        value = compute()
        if len(found) >= KEPT:
            found.clear()
        found[key] = value
    return value  # type: ignore[return-value]
