"""What may have been meant by a question that finds hardly anything: other keys, other letters.

    ghtpbltyn → президент       typed on the wrong keyboard layout: the words of a language that the keys give
    выброы    → выборы          words that stand nowhere: the nearest that stand in texts, frequent ones first

A suggestion is shown and not searched: whoever asks decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import analyzers
from analyzers.folding import fold
from analyzers.language import Languages, script_of
from analyzers.layout import SHORTEST, is_word, retyped
from indexer.engines.base import Best, Engine, Phrase, Term
from indexer.query.alternatives import as_name, forms, is_stop_word, sequences
from indexer.query.alternatives import is_word as is_known
from indexer.query.edits import distance, within
from indexer.query.memory import remembered
from indexer.query.parse import LONGEST
from indexer.query.syntax import Like, Syntax, Word, leaves

TERMS = 20_000  # of the index that a word is compared with, for each way it may begin
FREQUENT = 10  # times as often as a word that is there is a word that may have been meant
LONG = 6  # letters from which two edits are as likely as one
MOST = 3  # suggestions
WORDS = 20  # of a question, that are looked at
UNKNOWN = 6  # of them, that neighbours are sought for

_PIECE = re.compile(r"\S+")
_AROUND = '«»"“”„()'  # marks of the question, which no layout makes letters of


@dataclass(frozen=True, slots=True)
class Meant:
    """A question as it may have been meant, and how many it finds."""

    text: str
    hits: int = 0


def meant(text: str, tree: Syntax, engine: Engine, languages: Languages) -> tuple[Meant, ...]:
    """The question in other words, the likeliest first; none where no word was mistyped."""
    layout = suggestion(text, engine, languages)
    if layout:
        return (Meant(layout),)
    words = [leaf.text for leaf in leaves(tree) if isinstance(leaf, Word | Like)]
    unknown = [word for word in list(dict.fromkeys(words))[:WORDS] if _is_unknown(word, languages)][:UNKNOWN]
    wrong = {word: found for word in unknown if (found := nearest(word, engine, languages))}
    if not wrong:
        return ()
    questions = (
        _replaced(text, {word: found[min(n, len(found) - 1)] for word, found in wrong.items()}) for n in range(MOST)
    )
    return tuple(Meant(question) for question in dict.fromkeys(questions) if question != text)


def nearest(word: str, engine: Engine, languages: Languages) -> tuple[str, ...]:
    """Words of the index that look like one that is not there, or hardly ever; the nearest and most frequent first."""
    return remembered(engine, "nearest", word, lambda: tuple(_nearest(word, engine, languages)))


def _is_unknown(word: str, languages: Languages) -> bool:
    """Whether a word may be mistyped: one that is none as it stands."""
    small = word.lower()
    telling = len(small) >= SHORTEST and small.isalpha() and not is_stop_word(small, languages)
    return telling and not is_known(word, languages)


def _nearest(word: str, engine: Engine, languages: Languages) -> Iterator[str]:
    if not _is_unknown(word, languages):
        return
    small = word.lower()
    there = max(_count(engine, small), _as_name(word, engine) if word[:1].isupper() else 0)
    if not there and held(word, engine, languages):
        return
    edits = 1 if len(small) < LONG else 2
    plain, found = fold(small), list[tuple[int, int, str]]()
    for term, count in _candidates(small, edits, engine):
        if count > FREQUENT * there and term != small and within(edits, plain, folded := fold(term)):
            found.append((distance(plain, folded), -count, term))
    found.sort()
    yield from (term for _, _, term in found[:MOST])


def _count(engine: Engine, term: str) -> int:
    return engine.gains([Term("body_exact", term)])[0][0]


def _candidates(word: str, edits: int, engine: Engine) -> Iterator[tuple[str, int]]:
    """Terms that begin as the word may have been meant to, by its first letter or its second, and are about as long."""
    lengths = range(len(word) - edits, len(word) + edits + 1)
    found: defaultdict[str, int] = defaultdict(int)
    for letter in dict.fromkeys(letter for letter in word[:2] if script_of(letter) == script_of(word[0])):
        for part in ("title", "body"):
            for term, count in engine.terms(f"{part}_exact", letter, TERMS):
                if len(term) in lengths:
                    found[term] = max(found[term], count)
    yield from found.items()


def _as_name(word: str, engine: Engine) -> int:
    """How many documents have the word as a name, in whatever spelling."""
    terms = [terms for _, _, some in as_name(word).fields for terms, _ in some if len(terms) == 1]
    nodes = tuple(Term("body_names", term) for (term,) in terms)
    return engine.gains([Best(nodes)])[0][0] if nodes else 0


def _replaced(text: str, others: dict[str, str]) -> str:
    """The question with other words, which begin with a capital where those did."""

    def shown(word: re.Match[str]) -> str:
        other = others[word.group()]
        return other[:1].upper() + other[1:] if word.group()[:1].isupper() else other

    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, others))})(?!\w)", shown, text)


def suggestion(text: str, engine: Engine, languages: Languages) -> str | None:
    """The question with the words that were meant on another layout; None where no word was typed so."""

    def meant_by(piece: re.Match[str]) -> str:
        typed = piece.group()
        bare = typed.strip(_AROUND)
        whole = _meant(typed, engine, languages)
        return whole or typed.replace(bare, _meant(bare, engine, languages) or bare)

    found = _PIECE.sub(meant_by, text[:LONGEST], count=WORDS)
    return found if found != text[:LONGEST] else None


def _meant(typed: str, engine: Engine, languages: Languages) -> str | None:
    if len(typed) < SHORTEST or is_word(typed):
        return None
    return remembered(engine, "layout", typed, lambda: _retyped(typed, engine, languages))


def _retyped(typed: str, engine: Engine, languages: Languages) -> str | None:
    if held(typed, engine, languages):
        return None
    others = retyped(typed)
    return next((other for other in others if held(other, engine, languages)), None) or next(
        filter(is_word, others), None
    )


def held(word: str, engine: Engine, languages: Languages) -> bool:
    """Whether any document has the word, in any form."""
    kinds = [("exact", sequences(analyzers.exact, word))]
    kinds += [(kind, terms) for form in forms(word, languages) for kind, _, terms in form.fields]
    nodes = [
        Term(f"{part}_{kind}", terms[0]) if len(terms) == 1 else Phrase(f"{part}_{kind}", terms, slop)
        for part in ("title", "body")
        for kind, found in kinds
        for terms, slop in found
    ]
    return bool(nodes) and engine.finds(Best(tuple(nodes)))
