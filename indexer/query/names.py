"""Names typed for a field → ids: `speaker:Абдирова` → abdirov-nurlan, by the names of things in any language.

A name that is somebody's whole name counts alone, then one that is so in its base form (election → Elections);
otherwise all whose names hold every word typed, in any case ending and script (analyzers.folding.skeleton).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from analyzers.folding import fold, skeleton

_WORD = re.compile(r"[^\W_]+")


class Names:
    """The ids and names of each facet; a call gives the ids that a typed name stands for.

    `bases` gives the base forms of a name, for facets whose names are common words.
    """

    def __init__(
        self,
        names: Mapping[str, Mapping[str, Iterable[str]]],
        bases: Mapping[str, Callable[[str], Iterable[str]]] | None = None,
    ) -> None:
        self._bases = bases or {}
        self._whole: dict[tuple[str, str], list[str]] = {}
        self._based: dict[tuple[str, str], list[str]] = {}
        self._words: dict[tuple[str, str], list[tuple[str, frozenset[str]]]] = {}  # under each word of a name
        for facet, entries in names.items():
            for id_, known in entries.items():
                for name in (id_, *known):
                    self._whole.setdefault((facet, _key(name)), []).append(id_)
                    for base in self._bases_of(facet, name):
                        self._based.setdefault((facet, base), []).append(id_)
                    words = _skeletons(name)
                    for word in words:
                        self._words.setdefault((facet, word), []).append((id_, words))

    def __call__(self, facet: str, name: str) -> tuple[str, ...]:
        """The ids, none where nobody is called so."""
        whole = self._whole.get((facet, _key(name)))
        if whole:
            return tuple(dict.fromkeys(whole))
        based = [id_ for base in self._bases_of(facet, name) for id_ in self._based.get((facet, base), ())]
        if based:
            return tuple(dict.fromkeys(based))
        typed = _skeletons(name)
        alike = self._words.get((facet, min(typed)), ()) if typed else ()
        return tuple(dict.fromkeys(id_ for id_, words in alike if typed <= words))

    def _bases_of(self, facet: str, name: str) -> Iterable[str]:
        return self._bases[facet](name) if facet in self._bases else ()


def _key(name: str) -> str:
    return " ".join(map(fold, _WORD.findall(name)))


def _skeletons(name: str) -> frozenset[str]:
    return frozenset(map(skeleton, _WORD.findall(name)))
