"""Syntax tree → query tree: a word becomes the best of its alternatives, in title and body.

The word as typed comes first, and alone in exact mode; then what alternatives.py knows. An alternative
that adds no document is not shown; one that is shown can be taken off by its text. A phrase is looked for as
typed and, where that finds nothing, by forms. `wanted` collects the terms by kind of field, for marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import analyzers
from analyzers.folding import fold
from analyzers.language import Languages
from indexer.engines.base import And, Best, Engine, Node, Not, Nothing, Or, Phrase, Prefix, Query, Term
from indexer.query.alternatives import (
    NAME,
    SPELLING,
    Alternative,
    Terms,
    as_name,
    forms,
    in_cyrillic,
    is_stop_word,
    is_word,
    plain_spelling,
    respelt,
    sequences,
    skeletons_of,
)
from indexer.query.highlight import Wanted
from indexer.query.syntax import All, Any, Field, Quoted, Syntax, Without, Word, any_of

TITLE = 1.5  # title and body add up
BODY = 1.0
TYPED = 0.8  # of a word as typed, among its alternatives; a form of it counts 1
TYPED_TOO = 0.3  # on top, where a text has the word as it was typed
SHORTEST_NAME = 3  # letters of a skeleton that is no chance
ALWAYS_CAPITAL = 0.8  # share of a word's documents that write it as a name, for the word to be one

PHRASE_BY_FORMS = "phrase-by-forms"  # the words of a phrase stand together only in other forms
FIELD_AS_WORDS = "field-as-words"  # a field's value is nobody we know, or stands where a filter cannot


@dataclass(frozen=True, slots=True)
class Expansion:
    """What was searched besides the word as typed: forms, spelling or script; `hits` documents it adds."""

    kind: str
    word: str
    text: str
    hits: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Expanded:
    """A query tree with what was added to it; `wanted` are terms by kind of field (and `prefix`)."""

    tree: Node
    expansions: tuple[Expansion, ...]
    wanted: Wanted
    note: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """How words are expanded: not at all (`exact`), without what is `off` (texts of expansions), by which languages."""

    exact: bool = False
    off: frozenset[str] = frozenset()
    languages: Languages = field(default_factory=lambda: analyzers.LANGUAGES)


def expand(tree: Syntax, engine: Engine, way: Way) -> Expanded:
    """The query tree of a syntax tree."""
    expander = _Expander(engine, way)
    node = expander.node(tree)
    wanted = {kind: frozenset(terms) for kind, terms in expander.wanted.items()}
    return Expanded(node, tuple(dict.fromkeys(expander.expansions)), Wanted(wanted, way.languages), expander.note)


def either(tree: Syntax) -> Syntax:
    """The same words, any of them: what may be offered where all of them find nothing."""
    if not isinstance(tree, All):
        return tree
    return any_of(*(part for part in tree.parts if not isinstance(part, Without)))


@dataclass(slots=True)
class _Expander:
    engine: Engine
    way: Way
    parts: tuple[tuple[str, float], ...] = (("title", TITLE), ("body", BODY))
    negated: bool = False
    note: str | None = None
    expansions: list[Expansion] = field(default_factory=list)
    wanted: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def node(self, tree: Syntax) -> Node:
        match tree:
            case Word():
                return self._beginning(tree.text) if tree.open else self._word(tree.text)
            case Quoted():
                return self._phrase(tree.text)
            case Field():
                return self._field(tree)
            case All():
                return And(tuple(map(self.node, self._telling(tree.parts)))) if tree.parts else Nothing()
            case Any():
                return Or(tuple(map(self.node, self._telling(tree.parts))))
            case Without():
                return self._without(tree.part)

    def _telling(self, parts: tuple[Syntax, ...]) -> tuple[Syntax, ...]:
        """The parts without stop words, if others remain."""
        if self.way.exact:
            return parts
        telling = tuple(
            part for part in parts if not (isinstance(part, Word) and is_stop_word(part.text, self.way.languages))
        )
        return telling if any(not isinstance(part, Without) for part in telling) else parts

    def _without(self, part: Syntax) -> Node:
        before, self.negated = self.negated, True
        node = Not(self.node(part))
        self.negated = before
        return node

    def _field(self, tree: Field) -> Node:
        before = self.parts
        if tree.name == "title":
            self.parts = (("title", TITLE),)
        else:
            self.note = FIELD_AS_WORDS
        node = self.node(tree.value)
        self.parts = before
        return node

    def _beginning(self, word: str) -> Node:
        self._want("prefix", [word.lower()])
        nodes = [Prefix(f"{part}_exact", word.lower(), weight) for part, weight in self.parts]
        folded = fold(word)
        nodes += [
            Prefix(f"{part}_folded", folded, weight * SPELLING) for part, weight in self.parts if not self.way.exact
        ]
        return Best(tuple(nodes))

    def _word(self, word: str) -> Node:
        typed = self._node("exact", TYPED, sequences(analyzers.exact, word))
        if self.way.exact:
            return typed
        nodes = [typed]
        for alternative in (*forms(word, self.way.languages), *self._in_cyrillic(word, typed)):
            nodes += self._tried(word, alternative, typed)
        for alternative in (*self._respelt(word, Best(tuple(nodes))), plain_spelling(word)):
            nodes += self._tried(word, alternative, Best(tuple(nodes)))
        own = Best(tuple(nodes))
        if self._is_name(word, own):
            nodes += self._tried(word, as_name(word), own)
        return Or((Best(tuple(nodes)), self._node("exact", TYPED_TOO, sequences(analyzers.exact, word))))

    def _phrase(self, words: str) -> Node:
        typed = self._node("exact", 1.0, sequences(analyzers.exact, words))
        if self.way.exact or self._count(typed):
            return typed
        nodes = [typed]
        for alternative in (*forms(words, self.way.languages), plain_spelling(words)):
            nodes += self._tried(f'"{words}"', alternative, typed)
        if len(nodes) > 1:
            self.note = PHRASE_BY_FORMS
        return Best(tuple(nodes))

    def _tried(self, word: str, alternative: Alternative, own: Node) -> list[Node]:
        """The alternative, if it is wanted and finds anything; shown where it finds more than the word."""
        if alternative.text in self.way.off:
            return []
        node = Best(tuple(self._node(kind, weight, terms, mark=False) for kind, weight, terms in alternative.fields))
        if not self._count(node):
            return []
        gain = self._count(And((node, Not(own))))
        if gain:
            shown = Expansion(alternative.kind, word, alternative.text, gain, alternative.language)
            self.expansions.append(shown)
        for kind, _, found in alternative.fields:
            self._want(kind, (term for terms, _ in found for term in terms))
        return [node]

    def _in_cyrillic(self, word: str, typed: Node) -> tuple[Alternative, ...]:
        """Latin Kazakh, where the letters say so or nobody writes the word so."""
        return () if word.isascii() and self._count(typed) else tuple(in_cyrillic(word, self.way.languages))

    def _respelt(self, word: str, own: Node) -> tuple[Alternative, ...]:
        """What a Cyrillic word may stand for, unless it is a word or a name itself and found."""
        known = word[:1].isupper() or is_word(word, self.way.languages)
        if word.isascii() or (known and self._count(own)):
            return ()
        return tuple(respelt(word, self.way.languages))

    def _is_name(self, word: str, own: Node) -> bool:
        """Whether texts always write the word as a name, or do not have it in this spelling at all."""
        skeletons = skeletons_of(word)
        if not skeletons or min(len(term) for terms, _ in skeletons for term in terms) < SHORTEST_NAME:
            return False
        held = self._count(own)
        if not held:
            return True
        named = Best(tuple(_leaf(f"{part}_names", terms, NAME) for part, _ in self.parts for terms in skeletons))
        return self._count(And((own, named))) >= ALWAYS_CAPITAL * held

    def _node(self, kind: str, weight: float, found: tuple[Terms, ...], *, mark: bool = True) -> Node:
        if mark:
            self._want(kind, (term for terms, _ in found for term in terms))
        return Or(
            tuple(
                Best(tuple(_leaf(f"{part}_{kind}", terms, weight * important) for terms in found))
                for part, important in self.parts
            )
        )

    def _want(self, kind: str, terms: Iterable[str]) -> None:
        if not self.negated:
            found = set(terms)
            self.wanted[kind].update({term for term in found if not is_stop_word(term, self.way.languages)} or found)

    def _count(self, node: Node) -> int:
        return self.engine.search(Query(node, size=0)).total


def _leaf(field_name: str, terms: Terms, weight: float) -> Term | Phrase:
    words, slop = terms
    return Term(field_name, words[0], weight) if len(words) == 1 else Phrase(field_name, words, slop, weight)
