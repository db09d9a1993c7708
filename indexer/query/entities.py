"""Whether a whole question is the name of somebody or something that has a page: a person, a region, a topic."""

from __future__ import annotations

from typing import NamedTuple

import analyzers
from analyzers.language import Languages
from indexer.query import concepts
from indexer.query.narrow import Resolve, plain
from indexer.query.syntax import All, Field, Quoted, Syntax, Word

KINDS = {"speaker": "person", "region": "region", "topic": "topic"}
MOST_WORDS = 6
MOST = 3  # of a kind: a name that so many more share names nobody


class Entity(NamedTuple):
    """What has a name: its kind (person, region, topic) and its id."""

    kind: str
    id: str


def entities(tree: Syntax, resolve: Resolve, languages: Languages = analyzers.LANGUAGES) -> tuple[Entity, ...]:
    """What the whole question names: nothing for a question with more in it than a name, and a person only where the
    words are no term and no place."""
    name, facets = _name(tree)
    if not name:
        return ()
    found = [(facet, ids) for facet in facets if 0 < len(ids := resolve(facet, name)) <= MOST]
    named = {facet for facet, _ in found}
    if "speaker" in named and len(facets) > 1 and (len(named) > 1 or _means_something(name, languages)):
        found = [(facet, ids) for facet, ids in found if facet != "speaker"]  # Вебер sounds like выборы
    return tuple(Entity(KINDS[facet], id_) for facet, ids in found for id_ in ids)


def _means_something(name: str, languages: Languages) -> bool:
    """Whether the words are a term of public life."""
    words = name.split()
    return any(match.end - match.start == len(words) for match in concepts.found(words, languages))


def _name(tree: Syntax) -> tuple[str, tuple[str, ...]]:
    every = tuple(KINDS)
    match tree:
        case Field(name=name, value=value) if name in KINDS:
            return plain(value), (name,)
        case Quoted() | Word(open=False):
            return tree.text, every
        case All(parts=parts) if 0 < len(parts) <= MOST_WORDS:
            words = [part.text for part in parts if isinstance(part, Word) and not part.open]
            return (" ".join(words), every) if len(words) == len(parts) else ("", ())
    return "", ()
