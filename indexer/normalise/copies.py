"""Whether a rendition repeats another of its language: a mirror, a reprint, or a copy whose words were changed.

A copy has nearly all runs of words of the shorter text, and all its figures, persons and places. Where one text
has another name or number in the place of the other's, both were made from a template: that is no copy. A text
with the same figures and persons whose words differ everywhere was rewritten, by a machine as a rule; and a copy
that says something else between quotation marks is altered, however little. Which of the two is the copy, the
class of the sources tells, then the days.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from analyzers.skeleton import skeleton
from corpus.records import Kinship, Rendition
from corpus.sources import KINDS, sources
from indexer.normalise.marks import LONGEST, WORD, Marks, runs, words_of
from indexer.normalise.translations import Traits, traits_of

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


class Wording(NamedTuple):
    """What of a text a copy repeats: `runs` are the hashes of its runs of words, ascending, each once."""

    words: int
    runs: array[int]
    letters: int
    day: date  # when it was published, else fetched
    regions: frozenset[str]
    persons: frozenset[str]  # skeletons of their last names


class Worded(NamedTuple):
    """A rendition to compare: where it stands, its traits, its wording."""

    id: str
    url: str
    is_copy: bool
    traits: Traits
    wording: Wording


def wording(rendition: Rendition) -> Wording:
    """What of a rendition a copy repeats."""
    words = words_of(rendition)
    return Wording(
        words=len(words),
        runs=runs(words),
        letters=sum(map(len, rendition.paragraphs)),
        day=rendition.published or rendition.captured.date(),
        regions=frozenset(place.id for place in rendition.regions),
        persons=frozenset(skeleton(person.name.split()[-1]) for person in rendition.persons),
    )


def copied(rendition: Rendition, candidates: Sequence[Rendition]) -> tuple[str, Kinship] | None:
    """`copy_among` renditions at hand."""
    texts = {one.id: one for one in (*candidates, rendition)}
    mine, *others = map(worded, (rendition, *candidates))
    return copy_among(mine, others, texts.__getitem__)


def worded(rendition: Rendition) -> Worded:
    """A rendition as it is compared."""
    kept = rendition.copy_of is not None
    return Worded(rendition.id, rendition.url, kept, traits_of(rendition), wording(rendition))


def copy_among(
    one: Worded, candidates: Sequence[Worded], read: Callable[[str], Rendition]
) -> tuple[str, Kinship] | None:
    """The id of the copy and its kinship to the original: of a rendition and the candidate most like it. The texts
    of the two are `read` by their ids only where all else makes a copy likely."""
    best: tuple[str, Kinship] | None = None
    for other in candidates:
        if other.is_copy or other.id == one.id or one.url == other.url or one.traits.kind != other.traits.kind:
            continue
        original, copy = sorted((one, other), key=_standing)
        kinship = _kinship(original, copy, read)
        if kinship and (best is None or kinship.score > best[1].score):
            best = copy.id, kinship
    return best


def _standing(one: Worded) -> tuple[int, date, str]:
    """What comes first is the original: official before media, before copies; then the earlier."""
    card = sources().get(one.traits.source)
    kind = ("official", "media", "unknown", "copy").index(card.kind if card else KINDS[-1])
    return kind, one.wording.day, one.id


def _kinship(original: Worded, copy: Worded, read: Callable[[str], Rendition]) -> Kinship | None:
    first, second = original.wording, copy.wording
    if min(first.words, second.words) < LEAST_WORDS:
        return None
    common = len(frozenset(first.runs).intersection(second.runs))
    share = common / max(1, min(len(first.runs), len(second.runs)))
    if share < REWRITTEN or not _same_facts(original, copy):
        return None
    shared = _shared(original.traits.marks, copy.traits.marks)
    if share < COPY and (len(shared) < REWRITTEN_MARKS or original.traits.source == copy.traits.source):
        return None
    changes = list(_replaced(read(original.id), read(copy.id)))
    if share < COPY:
        return _found("altered copy", share, shared, original=original, changes=changes)
    if any(was.name and now.name for was, now in changes):
        return None
    found = _found("copy", share, shared, original=original, changes=changes)
    return replace(found, adds=common < COPY * len(second.runs)) if found else None


def _found(
    rule: str, share: float, shared: tuple[str, ...], *, original: Worded, changes: Sequence[tuple[_Word, _Word]]
) -> Kinship | None:
    changed = tuple(dict.fromkeys(f"{was.text} → {now.text}" for was, now in changes if was.quoted and now.quoted))
    if rule == "altered copy" and not changed:
        return None
    rule = "altered copy" if changed else rule
    return Kinship(rule, round(share, 3), shared[:SHOWN], original.id, changed[:SHOWN])


def _same_facts(one: Worded, other: Worded) -> bool:
    """Whether the shorter text has no figure, person or region that the other lacks, and most of its names."""
    brief, full = (one, other) if one.wording.letters <= other.wording.letters else (other, one)
    short, long = brief.traits.marks, full.traits.marks
    if short.figures - long.figures or not short.figures | short.names:
        return False
    if brief.wording.regions - full.wording.regions:
        return False
    if brief.wording.persons - full.wording.persons - long.names:
        return False
    return len(short.names & long.names) >= SHARED_MARKS * 0.5 * len(short.names)


def _shared(one: Marks, other: Marks) -> tuple[str, ...]:
    return (*sorted(one.figures & other.figures), *sorted(one.names & other.names))


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
