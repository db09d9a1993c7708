"""The syntax tree of a question, its text that is read as the same tree again, and its parts, each removable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, assert_never


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; `open` where a star stood behind it."""

    text: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with signs inside: a star for any letters, a question mark for one."""

    text: str


@dataclass(frozen=True, slots=True)
class Like:
    """A word and those that look like it: at most so many edits away, as many as its length allows without a number."""

    text: str
    edits: int | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Close:
    """Words in any order, none further than `distance` words from another."""

    words: tuple[str, ...]
    distance: int


Value = Word | Pattern | Like | Quoted | Close


@dataclass(frozen=True, slots=True)
class Field:
    """Words for one field: speaker, post, said, kind, region, topic, title, former, source, language or edit; or days
    for one: date, event, seen or changed."""

    name: str
    value: Value


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


Syntax = Value | Field | All | Any | Without
NOTHING = All()


class Part(NamedTuple):
    """A part of a question as text, and the question without it."""

    label: str
    rest: Syntax


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


def once(tree: Syntax) -> Syntax:
    """The tree with every part asked for once."""
    match tree:
        case All():
            return all_of(*dict.fromkeys(map(once, tree.parts)))
        case Any():
            return any_of(*dict.fromkeys(map(once, tree.parts)))
        case _:
            return tree


def scoped(tree: Syntax, into: Callable[[Value], Syntax]) -> Syntax:
    """The tree with every word of it put into a field; what has a field already keeps it."""
    match tree:
        case Field():
            return tree
        case All():
            return all_of(*(scoped(part, into) for part in tree.parts))
        case Any():
            return any_of(*(scoped(part, into) for part in tree.parts))
        case Without():
            return without(scoped(tree.part, into))
        case _:
            return into(tree)


def top_level(tree: Syntax) -> tuple[Syntax, ...]:
    """The parts that must all hold."""
    return tree.parts if isinstance(tree, All) else (tree,)


def parts(tree: Syntax) -> tuple[Part, ...]:
    """Each part that must hold, as text, with the question that is left when it is taken off."""
    some = top_level(tree)
    return tuple(
        Part(text(part), all_of(*some[:place], *some[place + 1 :])) for place, part in enumerate(some) if text(part)
    )


def leaves(tree: Syntax) -> Iterator[Syntax]:
    """The words and fields of a tree, in order, those that must not be there left out."""
    match tree:
        case All() | Any():
            for part in tree.parts:
                yield from leaves(part)
        case Without():
            return
        case _:
            yield tree


def _flat(kind: type[All] | type[Any], parts: tuple[Syntax, ...]) -> tuple[Syntax, ...]:
    flat: list[Syntax] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else () if part == NOTHING else (part,))
    return tuple(flat)


def text(tree: Syntax) -> str:
    """The tree as one would type it."""
    match tree:
        case All():
            return " ".join(f"({text(part)})" if isinstance(part, Any) else text(part) for part in tree.parts)
        case Any():
            return " OR ".join(map(text, tree.parts))
        case Without():
            inner = text(tree.part)
            return f"-({inner})" if isinstance(tree.part, All | Any | Close) else f"-{inner}"
        case Field():
            inner = text(tree.value)
            return f"{tree.name}:({inner})" if isinstance(tree.value, Close) else f"{tree.name}:{inner}"
        case _:
            return _value(tree)


def _value(tree: Value) -> str:
    match tree:
        case Word():
            return tree.text + "*" * tree.open
        case Pattern():
            return tree.text
        case Like():
            return f"{tree.text}~{tree.edits or ''}"
        case Quoted():
            return f'"{tree.text}"'
        case Close():
            return f" near/{tree.distance} ".join(tree.words)
        case _:
            assert_never(tree)
