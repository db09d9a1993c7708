"""Alternatives tried on an index: what finds nothing is dropped, what finds more is shown with its gain, and the terms
of all that is looked for are kept for marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from analyzers.language import Languages
from indexer.engines.base import Best, Engine, Near, Node, Or, Phrase, Term
from indexer.query.alternatives import (
    ALWAYS_CAPITAL,
    SHORTEST_NAME,
    Alternative,
    Terms,
    as_name,
    in_latin,
    is_stop_word,
    plain_spelling,
    shortest,
)
from indexer.query.marking import Wanted

TITLE = 0.8  # on top of the body: rare and short as titles are, a word there scores more than in the body as it is
LEAD = 0.2  # on top of both, where a text begins with the word
BODY = 1.0
EVERYWHERE = (("title", TITLE), ("body", BODY))

Parts = tuple[tuple[str, float], ...]  # of a text, with their weights


@dataclass(frozen=True, slots=True)
class Expansion:
    """What was searched besides the word as typed: forms, spelling, script, name, place or translation; `hits`
    documents it adds."""

    kind: str
    word: str
    text: str
    hits: int
    language: str | None = None


@dataclass(slots=True)
class Trial:
    """Tries alternatives in parts of the texts of an index; `off` are those taken off, `negated` while what is looked
    for must not be there. A `quiet` one counts no gains, for a question of which only the total is wanted."""

    engine: Engine
    off: frozenset[str]
    languages: Languages
    parts: Parts = EVERYWHERE
    negated: bool = False
    quiet: bool = False
    expansions: list[Expansion] = field(default_factory=list)
    wanted: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    phrases: defaultdict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))

    def tried(self, word: str, alternative: Alternative, own: Node) -> list[Node]:
        """The alternative, if it is wanted and finds anything; shown where it finds more than the word."""
        return self.all_tried(word, [alternative], own)

    def all_tried(self, word: str, alternatives: Iterable[Alternative], own: Node) -> list[Node]:
        """Those of several alternatives that are wanted and find anything."""
        wanted = [(one, self.node(one)) for one in alternatives if one.text not in self.off]
        bounds = self.engine.bounds([node for _, node in wanted]) if wanted else []
        held = [tried for tried, bound in zip(wanted, bounds, strict=True) if bound.most]
        nodes = [node for _, node in held]
        if self.quiet and not any(one.kind == "translation" for one, _ in held):
            return nodes
        found = list[Node]()
        for (one, node), (hits, gain) in zip(held, self.engine.gains(nodes, own) if nodes else (), strict=True):
            if gain:
                self.expansions.append(Expansion(one.kind, word, one.text, gain, one.language))
            if hits:
                self._want_all(one)
                found.append(self.leading(node, [one]) if one.kind == "translation" else node)
        return found

    def plainly(self, words: str, typed: Node) -> list[Alternative]:
        """Words without Kazakh letters. Where texts have them as typed and in no other way, that would find the same
        once more, and is only marked; of Latin words nobody can tell, for Latin Kazakh is held in Cyrillic there."""
        plain = plain_spelling(words)
        if in_latin(words) or plain.text in self.off:
            return [plain]
        as_typed, plainly = self.engine.bounds([typed, self.node(plain)])
        if as_typed.times != plainly.times:
            return [plain]
        if self.finds(typed):
            self._want_all(plain)
        return []

    def as_name(self, word: str, own: Node) -> list[Alternative]:
        """A word as a name, where texts always write it so or do not have it in this spelling at all."""
        name = as_name(word)
        if shortest(name) < SHORTEST_NAME:
            return []
        tree = self.node(name)
        names, words = self.engine.bounds([tree, own])
        if names.most < ALWAYS_CAPITAL * words.fewest:
            return []
        ((held, otherwise),) = self.engine.gains([own], tree)
        return [name] if held - otherwise >= ALWAYS_CAPITAL * held else []

    def node(self, alternative: Alternative, weight: float = 1.0, *, mark: bool = False) -> Node:
        """The alternative as a query, the best of its fields."""
        if mark:
            self._want_all(alternative)
        apart = alternative.distance
        return best_of(
            Or(
                tuple(
                    best_of(_leaf(field_name, terms, own * important * weight, apart) for terms in some)
                    for field_name, important in self.fields(kind)
                )
            )
            for kind, own, some in alternative.fields
        )

    def fields(self, kind: str) -> Iterator[tuple[str, float]]:
        """The fields of a kind that are looked in, with the weights of their parts."""
        return ((f"{part}_{kind}", weight) for part, weight in self.parts)

    def leading(self, node: Node, alternatives: Iterable[Alternative]) -> Node:
        """What finds a word, and more of it where a text begins with one of its alternatives."""
        wanted = (one for one in alternatives if one.text not in self.off)
        kinds = ((f"lead_{kind}", own * LEAD, some) for one in wanted for kind, own, some in one.fields)
        led = [
            _leaf(name, terms, weight, 0)
            for name, weight, some in kinds
            if name in self.engine.collection.fields
            for terms in some
        ]
        return Or((node, best_of(led))) if led and self.parts == EVERYWHERE else node

    def finds(self, node: Node) -> bool:
        """Whether there is any document."""
        return self.engine.finds(node)

    def want(self, kind: str, terms: Iterable[str]) -> None:
        """Keeps terms for marks, stop words only where there is nothing else."""
        if not self.negated:
            found = set(terms)
            self.wanted[kind].update({term for term in found if not is_stop_word(term, self.languages)} or found)

    def all_wanted(self) -> Wanted:
        """All terms to be marked."""
        terms = {kind: frozenset(found) for kind, found in self.wanted.items()}
        return Wanted(terms, self.languages, {kind: frozenset(found) for kind, found in self.phrases.items()})

    def _want_all(self, alternative: Alternative) -> None:
        for kind, _, some in alternative.fields:
            if alternative.whole:
                self._want_whole(kind, some)
            else:
                self.want(kind, (term for terms, _ in some for term in terms))

    def _want_whole(self, kind: str, some: tuple[Terms, ...]) -> None:
        self.want(kind, (terms[0] for terms, _ in some if len(terms) == 1))
        self.phrases[kind].update(terms for terms, _ in some if len(terms) > 1)


def best_of(nodes: Iterable[Node]) -> Node:
    """The best of nodes; where there is one, that."""
    some = tuple(nodes)
    return some[0] if len(some) == 1 else Best(some)


def _leaf(field_name: str, terms: Terms, weight: float, distance: int) -> Term | Phrase | Near:
    words, slop = terms
    if len(words) == 1:
        return Term(field_name, words[0], weight)
    return Near(field_name, words, distance, weight) if distance else Phrase(field_name, words, slop, weight)
