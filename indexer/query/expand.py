"""Syntax tree → query tree: a word becomes the best of its alternatives, in title and body.

The word as typed comes first, and alone in exact mode; then what alternatives.py knows, and for words that name
something its names in other languages. An alternative that adds no document is not shown; one that is shown can be
taken off by its text. A phrase is looked for as typed and, where that finds nothing, by forms. `wanted` collects the
terms by kind of field, for marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import assert_never

import analyzers
from analyzers.folding import fold
from analyzers.language import Languages
from indexer.engines.base import And, Best, Engine, Fuzzy, Node, Not, Nothing, Or, Prefix, Wildcard
from indexer.query import alternatives as known
from indexer.query.concepts import found
from indexer.query.marking import Wanted
from indexer.query.memory import remembered
from indexer.query.naming import Concepts, Match
from indexer.query.pieces import Note
from indexer.query.syntax import (
    All,
    Any,
    Close,
    Field,
    Like,
    Pattern,
    Quoted,
    Syntax,
    Value,
    Without,
    Word,
    any_of,
    text,
)
from indexer.query.tried import BODY, TITLE, Parts, Trial
from indexer.query.tried import Expansion as Expansion

TYPED = 0.8  # of a word as typed, among its alternatives; a form of it counts 1
TYPED_TOO = 0.3  # on top, where a text has the word as it was typed
SIDE_BY_SIDE = 0.3  # on top, where words of the question stand together
REACH = 3  # words, for standing together
PAIRS = 6  # neighbours in a question that are looked at
TRANSLATIONS = 24  # of a whole question
FEW_LETTERS = 5  # up to which a word is like those one edit away, else two

PHRASE_BY_FORMS = "phrase-by-forms"  # the words of a phrase stand together only in other forms
FIELD_AS_WORDS = "field-as-words"  # a field's value is nobody we know, or stands where a filter cannot

SCOPES: dict[str, dict[str, Parts]] = {  # collection → field of a question → where its words are looked for
    "renditions": {"title": (("title", TITLE),), "former": (("former", BODY),)},
    "statements": {"title": (("title", TITLE),), "post": (("title", TITLE),), "said": (("body", BODY),)},
}


@dataclass(frozen=True, slots=True)
class Expanded:
    """A query tree with what was added to it; `wanted` are terms by kind of field."""

    tree: Node
    expansions: tuple[Expansion, ...]
    wanted: Wanted
    notes: tuple[Note, ...]

    @property
    def note(self) -> str | None:
        """The code of the last note: how the question was understood as a whole."""
        return self.notes[-1].code if self.notes else None


@dataclass(frozen=True, slots=True)
class Way:
    """How words are expanded: not at all (`exact`), without what is `off` (texts of expansions), by which languages
    and which `concepts`; `quiet` where only the total is wanted, and neither gains nor marks."""

    exact: bool = False
    off: frozenset[str] = frozenset()
    languages: Languages = field(default_factory=lambda: analyzers.LANGUAGES)
    concepts: Concepts = found
    quiet: bool = False


def expand(tree: Syntax, engine: Engine, way: Way) -> Expanded:
    """The query tree of a syntax tree."""
    expander = _Expander(engine, way, Trial(engine, way.off, way.languages, quiet=way.quiet))
    node = expander.node(tree)
    trial = expander.trial
    return Expanded(node, tuple(dict.fromkeys(trial.expansions)), trial.all_wanted(), tuple(expander.notes))


def either(tree: Syntax) -> Syntax:
    """The same words, any of them: what may be offered where all of them find nothing."""
    if not isinstance(tree, All):
        return tree
    return any_of(*(part for part in tree.parts if not isinstance(part, Without)))


@dataclass(slots=True)
class _Expander:
    engine: Engine
    way: Way
    trial: Trial
    notes: list[Note] = field(default_factory=list)
    translations: int = TRANSLATIONS

    def node(self, tree: Syntax) -> Node:
        match tree:
            case All():
                return And(tuple(self._together(tree.parts))) if tree.parts else Nothing()
            case Any():
                return Or(tuple(self._any(tree.parts)))
            case Without():
                return self._without(tree.part)
            case Field():
                return self._field(tree)
            case Word(open=False):
                (node,) = self._run([tree.text])
                return node
            case _:
                return self._value(tree)

    def _value(self, tree: Value) -> Node:
        match tree:
            case Word():
                return self._spelt(tree.text, "prefix", Prefix)
            case Pattern():
                return self._spelt(tree.text, "pattern", Wildcard)
            case Like():
                return self._like(tree)
            case Quoted():
                return self._phrase(tree.text)
            case Close():
                return self._close(tree)
            case _:
                assert_never(tree)

    def _together(self, parts: tuple[Syntax, ...]) -> Iterator[Node]:
        """Words one after another as a run, everything else alone."""
        alone = all(_is_plain(part) or isinstance(part, Without) for part in parts)
        for plain, some in groupby(parts, key=_is_plain):
            if plain:
                words = [part.text for part in some if isinstance(part, Word)]
                yield from self._run(words, alone=alone)
            else:
                yield from map(self.node, some)

    def _any(self, parts: tuple[Syntax, ...]) -> Iterator[Node]:
        words = [part.text for part in parts if isinstance(part, Word) and _is_plain(part)]
        dull = set(words) - set(self._telling(words, alone=all(map(_is_plain, parts))))
        yield from (self.node(part) for part in parts if not (isinstance(part, Word) and part.text in dull))

    def _telling(self, words: Sequence[str], *, alone: bool) -> list[str]:
        """The words that are no stop words; all of them where nothing else is asked."""
        telling = [word for word in words if self.way.exact or not known.is_stop_word(word, self.way.languages)]
        return list(words) if alone and not telling else telling

    def _run(self, words: Sequence[str], *, alone: bool = True) -> list[Node]:
        """Words that stand together in a question: a node for each, or for those that name something together."""
        telling = set(self._telling(words, alone=alone))
        spoken = known.spoken(words, self.way.languages)
        own = [self._word(word, spoken) if word in telling else None for word in words]
        self._side_by_side(words, own)
        if self.way.exact or self.trial.negated:
            return [node for node in own if node]
        nodes: list[Node] = []
        place = 0
        for match in self.way.concepts(words, self.way.languages):
            nodes += (node for node in own[place : match.start] if node)
            nodes += self._translated(words, match, own)
            place = match.end
        return [*nodes, *(node for node in own[place:] if node)]

    def _translated(self, words: Sequence[str], match: Match, own: Sequence[Node | None]) -> list[Node]:
        """What names something, with its other names; where none is found, with those of the names inside it."""
        here = [node for node in own[match.start : match.end] if node]
        if not here:
            return []
        asked = here[0] if len(here) == 1 else And(tuple(here))
        named = " ".join(words[match.start : match.end])
        translations = known.translated(match, self.way.languages)[: self.translations]
        others = self.trial.all_tried(named, translations, asked)
        self.translations -= len(others)
        inner = [] if others else [node for part in match.inner for node in self._translated(words, part, own)]
        others += [And(tuple(inner))] if inner else []
        return [Best((asked, *others))] if others else here

    def _side_by_side(self, words: Sequence[str], own: list[Node | None]) -> None:
        """Adds to the second of two neighbours what is due where both stand together in a text."""
        there = [place for place, node in enumerate(own) if node]
        if self.way.exact or self.trial.negated:
            return
        for first, second in list(pairwise(there))[:PAIRS]:
            pair = known.near((words[first], words[second]), REACH, self.way.languages)
            nodes = [self.trial.node(one, SIDE_BY_SIDE) for one in pair if one.text not in self.trial.off]
            node = own[second]
            if nodes and node:
                own[second] = Or((node, Best(tuple(nodes))))

    def _without(self, part: Syntax) -> Node:
        before, self.trial.negated = self.trial.negated, True
        node = Not(self.node(part))
        self.trial.negated = before
        return node

    def _field(self, tree: Field) -> Node:
        scope = SCOPES.get(self.engine.collection.name, {}).get(tree.name)
        if scope is None:
            self.notes.append(Note(FIELD_AS_WORDS, text(tree)))
            return self.node(tree.value)
        before, self.trial.parts = self.trial.parts, scope
        node = self.node(tree.value)
        self.trial.parts = before
        return node

    def _spelt(self, word: str, kind: str, leaf: type[Prefix | Wildcard]) -> Node:
        self.trial.want(kind, [word.lower()])
        fields, folded = self.trial.fields, fold(word)
        nodes: list[Node] = [leaf(name, word.lower(), weight) for name, weight in fields("exact")]
        if not self.way.exact:
            nodes += [leaf(name, folded, weight * known.SPELLING) for name, weight in fields("folded")]
        return Best(tuple(nodes))

    def _like(self, tree: Like) -> Node:
        edits = tree.edits or (1 if len(tree.text) <= FEW_LETTERS else 2)
        self.trial.want(f"like{edits}", [tree.text.lower()])
        fields = self.trial.fields("exact")
        return Best(tuple(Fuzzy(name, tree.text.lower(), edits, weight) for name, weight in fields))

    def _close(self, tree: Close) -> Node:
        typed, *others = known.near(tree.words, tree.distance, self.way.languages, typed=True)
        own = self.trial.node(typed, mark=True)
        if self.way.exact:
            return own
        nodes = [own]
        for other in others:
            nodes += self.trial.tried(text(tree), other, Best(tuple(nodes)))
        return Best(tuple(nodes))

    def _word(self, word: str, spoken: str | None) -> Node:
        """The best of a word's alternatives; where only the total is wanted, as it was found before."""
        if not self.way.quiet:
            return self._tried(word, spoken)
        key = word, spoken, self.way.exact, self.way.off, self.trial.parts, tuple(self.way.languages.values())
        return remembered(self.engine, "words", key, lambda: self._tried(word, spoken))

    def _tried(self, word: str, spoken: str | None) -> Node:
        exact = known.typed(word)
        typed = self.trial.node(exact, TYPED, mark=True)
        if self.way.exact:
            return typed
        nodes = [typed]
        forms = known.forms_in(spoken, word, self.way.languages)
        nodes += self.trial.all_tried(word, (*forms, *self._in_cyrillic(word, typed)), typed)
        for alternative in (*self._respelt(word, Best(tuple(nodes))), *self.trial.plainly(word, typed)):
            nodes += self.trial.tried(word, alternative, Best(tuple(nodes)))
        own = Best(tuple(nodes))
        nodes += self.trial.all_tried(word, self.trial.as_name(word, own), own)
        nodes += self.trial.all_tried(word, known.places(word), Best(tuple(nodes)))
        best = Best(tuple(nodes))
        return best if self.way.quiet else self.trial.leading(Or((best, self.trial.node(exact, TYPED_TOO))), forms)

    def _phrase(self, words: str) -> Node:
        typed = self.trial.node(known.typed(words), mark=True)
        if self.way.exact or self.trial.finds(typed):
            return typed
        nodes = [typed]
        others = (*known.forms(words, self.way.languages), *self.trial.plainly(words, typed))
        nodes += self.trial.all_tried(f'"{words}"', others, typed)
        if len(nodes) > 1:
            self.notes.append(Note(PHRASE_BY_FORMS, f'"{words}"'))
        return Best(tuple(nodes))

    def _in_cyrillic(self, word: str, typed: Node) -> Iterable[known.Alternative]:
        """Latin Kazakh, where the letters say so or nobody writes the word so."""
        return () if word.isascii() and self.trial.finds(typed) else known.in_cyrillic(word, self.way.languages)

    def _respelt(self, word: str, own: Node) -> Iterable[known.Alternative]:
        """What a Cyrillic word may stand for, unless it is a word or a name itself and found."""
        word_itself = word[:1].isupper() or known.is_word(word, self.way.languages)
        if word.isascii() or (word_itself and self.trial.finds(own)):
            return ()
        return known.respelt(word, self.way.languages)


def _is_plain(part: Syntax) -> bool:
    return isinstance(part, Word) and not part.open
