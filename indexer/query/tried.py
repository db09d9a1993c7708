"""Alternatives tried on an index: what finds nothing is dropped, what finds more is shown with its gain, and the terms
of all that is looked for are kept for marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from analyzers.language import Languages
from indexer.engines.base import And, Best, Engine, Near, Node, Not, Or, Phrase, Query, Term
from indexer.query.alternatives import Alternative, Terms, is_stop_word
from indexer.query.highlight import Wanted

TITLE = 0.9  # on top of the body: rare and short as titles are, a word there scores more than in the body as it is
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
    for must not be there."""

    engine: Engine
    off: frozenset[str]
    languages: Languages
    parts: Parts = EVERYWHERE
    negated: bool = False
    expansions: list[Expansion] = field(default_factory=list)
    wanted: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    phrases: defaultdict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))

    def tried(self, word: str, alternative: Alternative, own: Node) -> list[Node]:
        """The alternative, if it is wanted and finds anything; shown where it finds more than the word."""
        if alternative.text in self.off:
            return []
        node = self.node(alternative)
        gain = self.count(And((node, Not(own))))
        if not gain and not self.count(node):
            return []
        if gain:
            shown = Expansion(alternative.kind, word, alternative.text, gain, alternative.language)
            self.expansions.append(shown)
        self._want_all(alternative)
        return [node]

    def node(self, alternative: Alternative, weight: float = 1.0, *, mark: bool = False) -> Node:
        """The alternative as a query, the best of its fields."""
        if mark:
            self._want_all(alternative)
        nodes = tuple(
            Or(
                tuple(
                    Best(
                        tuple(
                            _leaf(f"{part}_{kind}", terms, own * important * weight, alternative.distance)
                            for terms in some
                        )
                    )
                    for part, important in self.parts
                )
            )
            for kind, own, some in alternative.fields
        )
        return nodes[0] if len(nodes) == 1 else Best(nodes)

    def count(self, node: Node) -> int:
        """How many documents there are."""
        return self.engine.search(Query(node, size=0)).total

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


def _leaf(field_name: str, terms: Terms, weight: float, distance: int) -> Term | Phrase | Near:
    words, slop = terms
    if len(words) == 1:
        return Term(field_name, words[0], weight)
    return Near(field_name, words, distance, weight) if distance else Phrase(field_name, words, slop, weight)
