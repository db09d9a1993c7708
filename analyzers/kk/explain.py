"""Why a word got its term: every cut with its pieces, tags and the parts of its weight, in lines for a reader.

explain(shipped(), "оқиды")  →  "оқы: оқы + й + ды, verb CVA 3; 0.56 = stem 1.52 (lexicon, met 3.4) + endings -0.96"
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from analyzers.kk import automaton
from analyzers.kk.automaton import AND, NOUN, PARTICIPLE, VERB, Chain
from analyzers.kk.lexicon import LISTED, listed, supported
from analyzers.kk.sounds import Context, join, last_class, sides, spell
from analyzers.kk.stemmer import EXCEPTION, Reading, Stemmer, key

SHOWN = 5  # readings of a word
_PARTS = {NOUN: "noun", VERB: "verb"}


def explain(stemmer: Stemmer, word: str) -> tuple[str, ...]:
    """A line for each reading of a word, the likeliest first: term, pieces, tags, weight, how it is known."""
    small = word.lower()
    return tuple(_line(stemmer, small, reading) for reading in stemmer.readings(small)[:SHOWN])


def _line(stemmer: Stemmer, word: str, reading: Reading) -> str:
    weight, stem, part, chain = reading
    if chain == EXCEPTION:
        return f"{stem}: exceptions.tsv"
    term = key(stem)
    if not stemmer.looks_inflected(word):
        return f"{term}: taken as it stands"
    endings = pieces(word, stem, part, chain)
    if chain and not endings:
        return f"{term}: {stem} + -{''.join(chain)}, an ending behind a hyphen"
    own = stemmer.stem_weight(stem, part)
    shown = f"{' + '.join((stem, *endings))}, {_PARTS[part]} {' '.join(chain)}".rstrip()
    known = _known(stemmer, stem, part)
    return f"{term}: {shown}; {weight:.2f} = stem {own:.2f} ({known}) + endings {weight - own:.2f}"


def _known(stemmer: Stemmer, stem: str, part: str) -> str:
    met = stemmer.statistics.stems.get((stem, part), 0.0)
    if listed().get((stem, part)) == LISTED:
        source = ["lexicon"]
    else:
        source = ["made of a stem of the lexicon"] if (stem, part) in supported() else []
    return ", ".join([*source, f"met {met:.1f}"] if met else source) or "never met"


def pieces(word: str, stem: str, part: str, chain: Chain) -> tuple[str, ...]:
    """The endings of a chain as spelt after a stem, a piece a tag; none where the chain is no chain of tags."""
    start = "noun" if part == NOUN else "verb"
    tags = tuple(tag for tag in chain if tag != automaton.DROP)
    contexts = [Context(side, last_class(stem)) for side in sides(stem)]
    spelt = [found for context in contexts for found in _spelt(start, context, tags)]
    return max(spelt, key=lambda found: _shared_end("".join(found), word), default=())


def _shared_end(one: str, other: str) -> int:
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _spelt(state: str, context: Context, tags: Chain) -> Iterator[tuple[str, ...]]:
    if not tags:
        yield ()
        return
    if tags[0] == AND:
        if state == PARTICIPLE:
            yield from _spelt("noun", context, tags[1:])
        return
    for arc in automaton.arcs().get(state, ()):
        if arc.tag == tags[0] and (not arc.after or context.last in arc.after):
            piece = spell(arc.ending, context)
            for rest in _spelt(arc.target, context.after(piece), tags[1:]):
                yield (join(piece, rest[0])[: len(piece)] if rest else piece, *rest)
