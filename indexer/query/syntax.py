"""The syntax tree of a question, and the tree as text that is read as the same tree again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; `open` where a star stood behind it."""

    text: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A word or phrase for one field: speaker, region, topic, title, source, language or date."""

    name: str
    value: Word | Quoted


@dataclass(frozen=True, slots=True)
class All:
    """Every part; without parts, a question in which nothing was asked."""

    parts: tuple[Syntax, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part."""

    parts: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not the part."""

    part: Syntax


Syntax = Word | Quoted | Field | All | Any | Without
NOTHING = All()


def all_of(*parts: Syntax) -> Syntax:
    """The parts together, flat, the empty ones left out."""
    flat = _flat(All, parts)
    return flat[0] if len(flat) == 1 else All(flat)


def any_of(*parts: Syntax) -> Syntax:
    """Any of the parts, flat, the empty ones left out."""
    flat = _flat(Any, parts)
    if not flat:
        return NOTHING
    return flat[0] if len(flat) == 1 else Any(flat)


def without(part: Syntax) -> Syntax:
    """Not the part; not of not is the part itself."""
    if part == NOTHING:
        return NOTHING
    return part.part if isinstance(part, Without) else Without(part)


def _flat(kind: type[All] | type[Any], parts: tuple[Syntax, ...]) -> tuple[Syntax, ...]:
    flat: list[Syntax] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else () if part == NOTHING else (part,))
    return tuple(flat)


def text(tree: Syntax) -> str:
    """The tree as one would type it."""
    match tree:
        case Word():
            return tree.text + "*" * tree.open
        case Quoted():
            return f'"{tree.text}"'
        case Field():
            return f"{tree.name}:{text(tree.value)}"
        case All():
            return " ".join(f"({text(part)})" if isinstance(part, Any) else text(part) for part in tree.parts)
        case Any():
            return " OR ".join(map(text, tree.parts))
        case Without():
            inner = text(tree.part)
            return f"-({inner})" if isinstance(tree.part, All | Any) else f"-{inner}"
        case _:
            assert_never(tree)
