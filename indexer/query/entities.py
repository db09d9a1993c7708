"""Whether a whole question is the name of somebody or something that has a page: a person, a region, a topic."""

from __future__ import annotations

from typing import NamedTuple

from indexer.query.narrow import Resolve, plain
from indexer.query.syntax import All, Field, Quoted, Syntax, Word

KINDS = {"speaker": "person", "region": "region", "topic": "topic"}
MOST_WORDS = 6
MOST = 3  # of a kind: a name that so many more share names nobody


class Entity(NamedTuple):
    """What has a name: its kind (person, region, topic) and its id."""

    kind: str
    id: str


def entities(tree: Syntax, resolve: Resolve) -> tuple[Entity, ...]:
    """What the whole question names: nothing for a question with more in it than a name."""
    name, facets = _name(tree)
    if not name:
        return ()
    found = ((KINDS[facet], resolve(facet, name)) for facet in facets)
    return tuple(Entity(kind, id_) for kind, ids in found if len(ids) <= MOST for id_ in ids)


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
