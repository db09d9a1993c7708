"""What was meant by a question typed on the wrong keyboard layout: `ghtpbltyn` → президент.

Only words that mean nothing and stand nowhere are replaced, by words that a language knows or the index holds. A
suggestion is shown and not searched: whoever asks decides.
"""

from __future__ import annotations

import re

import analyzers
from analyzers.language import Languages
from analyzers.layout import SHORTEST, is_word, retyped
from indexer.engines.base import Best, Engine, Phrase, Query, Term
from indexer.query.alternatives import forms, sequences
from indexer.query.parse import LONGEST

_PIECE = re.compile(r"\S+")
_AROUND = '«»"“”„()'  # marks of the question, which no layout makes letters of


def suggestion(text: str, engine: Engine, languages: Languages) -> str | None:
    """The question with the words that were meant; None where no word was typed so."""

    def meant(piece: re.Match[str]) -> str:
        typed = piece.group()
        bare = typed.strip(_AROUND)
        whole = _meant(typed, engine, languages)
        return whole or typed.replace(bare, _meant(bare, engine, languages) or bare)

    found = _PIECE.sub(meant, text[:LONGEST])
    return found if found != text[:LONGEST] else None


def _meant(typed: str, engine: Engine, languages: Languages) -> str | None:
    if len(typed) < SHORTEST or is_word(typed) or held(typed, engine, languages):
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
    return bool(nodes) and engine.search(Query(Best(tuple(nodes)), size=0)).total > 0
