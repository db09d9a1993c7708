"""Who held an office on a day: `глава МИД`, `the CEC Chairman`, `Мемлекет басшысы` led to a listed person.

Only an office named in full counts, by the words of the authority lists in any case; a day on which the post changed
hands is nobody's. Without a day, it is the one person the text names who ever held the office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from corpus.authority_people import PersonEntry, Post, offices, people
from corpus.records import Evidence, Mention, Person, Statement
from indexer.normalise.bindings import Binding, binding
from indexer.normalise.speech.lexicon import Lexicon, lexicon
from indexer.normalise.speech.titles import TitlePhrase, title_at
from indexer.normalise.speech.words import words

CONFIDENCE = 0.8


class _Office(NamedTuple):
    """What an office is recognised by."""

    group: str
    noun: str
    deputy: bool
    stems: frozenset[str]


def holder(asked: Binding, language: str, day: str, named: Collection[str]) -> str | None:
    """The id of the person who holds an office: on a day, or without one the only holder among those named."""
    held = _held(language).get(_office(asked), ())
    if not held:
        return None
    if day:
        found = {identifier for identifier, post in held if post is None or _surely_on(post, day)}
    else:
        found = {identifier for identifier, _ in held if identifier in named}
    return found.pop() if len(found) == 1 else None


def with_holders(persons: Sequence[Person], statements: Sequence[Statement], language: str) -> tuple[Person, ...]:
    """The persons of a text and those whom it names by their office alone, where they speak."""
    known = {person.id for person in persons}
    added: dict[str, Person] = {}
    for said in statements:
        if said.speaker and said.speaker not in known and said.speaker not in added:
            added[said.speaker] = _named_by_office(said, people()[said.speaker].name(language))
    return (*persons, *added.values())


def _named_by_office(said: Statement, name: str) -> Person:
    identifier, surface = said.speaker or "", said.post or ""
    start = max(said.start + said.text.find(surface), said.start)
    end = start + len(surface)
    mention = Mention(identifier, surface, said.paragraph, start, end, "office")
    return Person(identifier, name, surface, (mention,), Evidence("office", CONFIDENCE, said.paragraph, start, end))


def _surely_on(post: Post, day: str) -> bool:
    """Whether a post was held on a day for certain: dates known as months or years leave that span in doubt."""
    begun = bool(post.since) and post.since < day[: len(post.since)]
    return begun and (not post.until or day[: len(post.until)] < post.until)


@cache
def _held(language: str) -> dict[_Office, tuple[tuple[str, Post | None], ...]]:
    found: dict[_Office, list[tuple[str, Post | None]]] = defaultdict(list)
    lex = lexicon(language)
    posts = [(entry, post) for entry in people().values() for post in entry.posts]
    for entry, post in posts:
        if office := _read(post.name(language), lex):
            found[office].append((entry.id, post))
    for phrase, held_by in offices(language):
        if office := _read(phrase, lex):
            found[office] += _holders(held_by, posts)
    return {office: tuple(dict.fromkeys(held)) for office, held in found.items()}


def _holders(held_by: str, posts: Sequence[tuple[PersonEntry, Post]]) -> Iterator[tuple[str, Post | None]]:
    if held_by in people():
        yield held_by, None
    yield from ((entry.id, post) for entry, post in posts if post.name("en") == held_by)


def _office(known: Binding) -> _Office:
    return _Office(known.group, known.noun, known.deputy, known.stems)


def _read(name: str, lex: Lexicon) -> _Office | None:
    """An office as its name words it; None for what is no title."""
    tokens = words(name)
    phrase = next((found for at in range(len(tokens)) if (found := _title(name, at, lex))), None)
    return _office(binding("", tokens, phrase)) if phrase else None


def _title(name: str, at: int, lex: Lexicon) -> TitlePhrase | None:
    tokens = words(name)
    found = title_at(tokens, at, lex)
    if found is None or (lex.code == "kk" and found.last != len(tokens)):
        return None
    return found._replace(first=0 if lex.code == "kk" else found.first, last=len(tokens))
