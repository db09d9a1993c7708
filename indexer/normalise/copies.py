"""Whether a rendition repeats another of its language: a mirror, a reprint, or a copy whose words were changed.

A copy has nearly all runs of words of the shorter text, and all its figures, persons and places. Where one text
has another name or number in the place of the other's, both were made from a template: that is no copy. A text
with the same figures and persons whose words differ everywhere was rewritten, by a machine as a rule; and a copy
that says something else between quotation marks is altered, however little. Which of the two is the copy, the
class of the sources tells, then the days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from analyzers.skeleton import skeleton
from corpus.records import Kinship, Rendition
from corpus.sources import KINDS, sources
from indexer.normalise.marks import LONGEST, WORD, Marks, marks_of, runs, words_of

LEAST_WORDS = 30  # of a text that can be told to be a copy
COPY = 0.8  # share of the shorter text's runs of words that a copy has
REWRITTEN = 0.12  # the share that a text rewritten word by word still has
REWRITTEN_MARKS = 6  # figures and names that a rewritten text shares
SHARED_MARKS = 0.8  # of the shorter text's figures and names
SIMILAR = 0.7  # two words so much alike are spellings or forms of one word
SHOWN = 12
OPENING, CLOSING = "«“„", "»”"


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    quoted: bool
    name: bool  # a capital or digit that no sentence start explains


def copied(rendition: Rendition, candidates: Sequence[Rendition]) -> tuple[str, Kinship] | None:
    """The id of the copy and its kinship to the original: of the rendition and the candidate most like it."""
    best: tuple[str, Kinship] | None = None
    for other in candidates:
        if other.copy_of or other.id == rendition.id or not _comparable(rendition, other):
            continue
        original, copy = sorted((rendition, other), key=_standing)
        kinship = _kinship(original, copy)
        if kinship and (best is None or kinship.score > best[1].score):
            best = copy.id, kinship
    return best


def _comparable(one: Rendition, other: Rendition) -> bool:
    return (one.language, one.script) == (other.language, other.script) and one.url != other.url


def _standing(one: Rendition) -> tuple[int, date, str]:
    """What comes first is the original: official before media, before copies; then the earlier."""
    card = sources().get(one.source)
    day = one.published or one.captured.date()
    return (*(("official", "media", "unknown", "copy").index(card.kind if card else KINDS[-1]), day), one.id)


def _kinship(original: Rendition, copy: Rendition) -> Kinship | None:
    first, second = words_of(original), words_of(copy)
    if min(len(first), len(second)) < LEAST_WORDS:
        return None
    pieces = sorted((runs(first), runs(second)), key=len)
    share = len(pieces[0] & pieces[1]) / max(1, len(pieces[0]))
    if share < REWRITTEN or not _same_facts(original, copy):
        return None
    changes = list(_replaced(original, copy))
    shared = _shared(marks_of(original), marks_of(copy))
    if share >= COPY:
        if any(was.name and now.name for was, now in changes):
            return None
        found = _found("copy", share, shared, original=original, changes=changes)
        return replace(found, adds=len(runs(first) & runs(second)) < COPY * len(runs(second))) if found else None
    if len(shared) < REWRITTEN_MARKS or original.source == copy.source:
        return None
    return _found("altered copy", share, shared, original=original, changes=changes)


def _found(
    rule: str, share: float, shared: tuple[str, ...], *, original: Rendition, changes: Sequence[tuple[_Word, _Word]]
) -> Kinship | None:
    changed = tuple(dict.fromkeys(f"{was.text} → {now.text}" for was, now in changes if was.quoted and now.quoted))
    if rule == "altered copy" and not changed:
        return None
    rule = "altered copy" if changed else rule
    return Kinship(rule, round(share, 3), shared[:SHOWN], original.id, changed[:SHOWN])


def _same_facts(one: Rendition, other: Rendition) -> bool:
    """Whether the shorter text has no figure, person or region that the other lacks, and most of its names."""
    mine, theirs = marks_of(one), marks_of(other)
    short, long = (mine, theirs) if _length(one) <= _length(other) else (theirs, mine)
    brief, full = (one, other) if _length(one) <= _length(other) else (other, one)
    if short.figures - long.figures or not short.figures | short.names:
        return False
    if {place.id for place in brief.regions} - {place.id for place in full.regions}:
        return False
    persons = ({skeleton(person.name.split()[-1]) for person in each.persons} for each in (brief, full))
    if next(persons) - next(persons) - long.names:
        return False
    return len(short.names & long.names) >= SHARED_MARKS * 0.5 * len(short.names)


def _shared(one: Marks, other: Marks) -> tuple[str, ...]:
    return (*sorted(one.figures & other.figures), *sorted(one.names & other.names))


def _length(one: Rendition) -> int:
    return sum(map(len, one.paragraphs))


def _replaced(original: Rendition, copy: Rendition) -> Iterator[tuple[_Word, _Word]]:
    """Words of the original and those that stand in their place, except other forms and spellings of them."""
    first, second = list(_words(original)), list(_words(copy))
    same = SequenceMatcher(None, [w.text for w in first], [w.text for w in second], autojunk=False)
    for kind, start, end, begin, stop in same.get_opcodes():
        if kind == "replace" and end - start == stop - begin:
            yield from (
                (was, now)
                for was, now in zip(first[start:end], second[begin:stop], strict=True)
                if not _alike(was.text, now.text)
            )
        elif kind == "replace" and end - start <= SHOWN >= stop - begin:
            yield _joined(first[start:end]), _joined(second[begin:stop])


def _joined(words: Sequence[_Word]) -> _Word:
    text = " ".join(word.text for word in words)
    return _Word(text, all(word.quoted for word in words), any(word.name for word in words))


def _alike(one: str, other: str) -> bool:
    if one.isdigit() or other.isdigit():
        return one == other
    return skeleton(one) == skeleton(other) or SequenceMatcher(None, one, other).ratio() >= SIMILAR


def _words(rendition: Rendition) -> Iterator[_Word]:
    """The words of the body with whether they stand between quotation marks; a paragraph ends every quotation."""
    count = 0
    for text in rendition.paragraphs:
        quoted, starts, last = False, True, 0
        for match in WORD.finditer(text):
            between = text[last : match.start()]
            quoted = _quoted(between, quoted)
            starts = starts or any(mark in between for mark in ".!?:…" + OPENING)
            word = match.group()
            yield _Word(word.lower(), quoted, word[0].isdigit() or (word[0].isupper() and not starts))
            starts, last = False, match.end()
            count += 1
            if count == LONGEST:
                return


def _quoted(between: str, quoted: bool) -> bool:
    for mark in between:
        quoted = not quoted if mark == '"' else mark in OPENING or (quoted and mark not in CLOSING)
    return quoted
