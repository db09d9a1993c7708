"""All endings a Kazakh word can take, made forward from endings.tsv, and all ways to cut a word into stem and ending.

For each of twelve contexts (back or front, six classes of last sound) the rows of endings.tsv are followed from `noun`
and `verb` to every state; a word is then cut by looking its tail up. What happened where stem and ending met is undone:
кітаб-ы → кітап, халқ-ы → халық, оқи-ды → оқы, қоя-ды → қой, тауып → тап.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analyzers.kk.sounds import (
    BACK,
    BIT,
    CONTEXTS,
    DEVOICED,
    FRONT,
    VOWELS,
    Context,
    join,
    masks,
    sides,
    spell,
)
from analyzers.wordlist import WordListError, rows

NOUN, VERB = "N", "V"
PARTICIPLE = "participle"
AND, END = "/", "."  # between a participle and its endings of nouns; after the last ending
PLURAL = "PL"  # the tag of the plural
VOICES = frozenset(("CAUS", "RECP", "PASS"))
DROP = "DROP"  # the tag of a vowel that fell out of the stem: халық, халқ-ы
_UNFINISHED = {"verb", "voice", "passive", "noun"}
_LONGEST_CHAIN = 6
POSSESSIVES = frozenset(("P1", "P2", "P2F", "P1P", "P3"))  # before these a stem may lose a narrow vowel
LONGEST = 18  # letters of endings together
_MELTING = "уияюыі"
_PARTICIPLE_ENDS = frozenset("нуюрсқкіығг")
_NARROW = {BACK: "ы", FRONT: "і"}
_AFTER_VOWEL = {side: BIT[Context(side, "v")] for side in (BACK, FRONT)}
_AFTER_GLIDE = BIT[Context(BACK, "g")] | BIT[Context(FRONT, "g")]

Chain = tuple[str, ...]
Entry = tuple[int, float, Chain, int]  # contexts as bits, weight, tags, mark
Entries = tuple[Entry, ...]  # the best first; later ones add contexts
Table = dict[str, Entries]
Cut = tuple[str, str, float, Chain, int]  # one way to cut a word: stem, NOUN or VERB; weight, tags, mark of its ending
# Marks, as bits: an ending only for stems of the lexicon; one that begins with a voice; with a plural or a lost vowel
RESERVED, VOICE, SURE = 1, 2, 4
NO_ENTRIES: tuple[Entries, Entries] = ((), ())


class Arc(NamedTuple):
    """A row of endings.tsv: one ending and where it leads."""

    target: str
    tag: str
    ending: str
    after: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Endings as letters → the best chains, weighed."""

    bare: dict[str, float]  # part → weight of a word without ending
    plain: dict[str, tuple[Entries, Entries]]  # after a noun, after a verb
    dropped: Table  # after a noun that lost a vowel
    participle: Table  # after a verb, when endings of nouns follow
    after: Table  # those endings of nouns
    tails: frozenset[str]  # the last two letters of the endings of participles


@cache
def arcs() -> dict[str, list[Arc]]:
    """The rows of endings.tsv by the state they leave."""
    table: dict[str, list[Arc]] = defaultdict(list)
    for number, row in enumerate(rows(__name__, "endings.tsv", 7), start=1):
        sources, target, tag, ending, after, _, example = row
        if not example:
            raise WordListError("endings.tsv", number, f"{tag} {ending!r} has no example; add one")
        for source in sources.split(","):
            table[source].append(Arc(target, tag, ending, after))
    return dict(table)


def _walk(start: str, context: Context) -> Iterator[tuple[str, Chain, str]]:
    """Every (letters, tags, state) reached from a start."""
    stack: list[tuple[str, Chain, str, Context]] = [("", (), start, context)]
    while stack:
        letters, tags, state, here = stack.pop()
        if tags and state not in _UNFINISHED:
            yield letters, tags, state
        if state == PARTICIPLE or len(tags) >= _LONGEST_CHAIN:
            continue
        stack += [
            (join(letters, ending), (*tags, tag), target, after) for ending, tag, target, after in _onward(state, here)
        ]


@cache
def _onward(state: str, here: Context) -> list[tuple[str, str, str, Context]]:
    """The steps from a state behind such a sound: the ending spelt, its tag, the state and the sound they lead to."""
    fitting = [arc for arc in arcs().get(state, ()) if not arc.after or here.last in arc.after]
    spelt = [spell(arc.ending, here) for arc in fitting]
    return [(ending, arc.tag, arc.target, here.after(ending)) for ending, arc in zip(spelt, fitting, strict=True)]


@cache
def endings() -> dict[str, dict[str, dict[Chain, int]]]:
    """Letters → tags → contexts as bits, for `noun`, `finite` and `participle`; made once."""
    found: dict[str, dict[str, dict[Chain, int]]] = {"noun": {}, "finite": {}, "participle": {}}
    for context in CONTEXTS:
        for start in ("noun", "verb"):
            for letters, tags, state in _walk(start, context):
                kind = "noun" if start == "noun" else "participle" if state == PARTICIPLE else "finite"
                chains = found[kind].setdefault(letters, {})
                chains[tags] = chains.get(tags, 0) | BIT[context]
    return found


@cache
def reserved() -> frozenset[str]:
    """Tags that may follow only a stem of the lexicon, when they come first."""
    return frozenset(tag for _, _, tag, _, _, stems, _ in rows(__name__, "endings.tsv", 7) if stems == "listed")


@cache
def mark(before: str, tags: Chain) -> int:
    """What is peculiar to a chain behind `N`, `V` or `/`: RESERVED, VOICE and SURE as bits."""
    told = tags if before == VERB else tags[:1]
    found = 0 if before == AND or reserved().isdisjoint(told) else RESERVED
    found |= VOICE if before == VERB and tags[0] in VOICES else 0
    return found | (SURE if PLURAL in tags or DROP in tags else 0)


@cache
def steps() -> tuple[tuple[str, str], ...]:
    """Every step from one tag (or `N`, `V`, `/`) to the next (or `/`, `.`) that some chain takes."""
    found = {(NOUN, END), (VERB, END), (NOUN, DROP)}
    for kind, table in endings().items():
        starts = (NOUN, AND) if kind == "noun" else (VERB,)
        lasts = (END, AND) if kind == "participle" else (END,)
        for tags in {tags for chains in table.values() for tags in chains}:
            found.update((start, tags[0]) for start in starts)
            found.update(pairwise(tags))
            found.update((tags[-1], last) for last in lasts)
    found.update((DROP, tag) for tag in POSSESSIVES)
    return tuple(sorted(found))


def weighted(weight: Callable[[str, Chain], float]) -> Tables:
    """The tables with chains weighed by `weight(what stands before, tags)`."""

    @cache
    def weighed(before: str, chain: Chain, end: str) -> tuple[float, Chain, int]:
        return weight(before, (*chain, end)), chain, mark(before, chain)

    def table(kinds: str, before: str, prefix: Chain = (), end: str = END) -> Table:
        made: dict[str, list[Entry]] = defaultdict(list)
        for kind in kinds.split():
            for letters, chains in endings()[kind].items():
                for tags, bits in chains.items():
                    if not prefix or tags[0] in POSSESSIVES:
                        made[letters].append((bits, *weighed(before, prefix + tags, end)))
        return {letters: _best(entries) for letters, entries in made.items()}

    noun, verb = table("noun", NOUN), table("finite participle", VERB)
    participle = table("participle", VERB, end=AND)
    return Tables(
        bare={part: weight(part, (END,)) for part in (NOUN, VERB)},
        plain={letters: (noun.get(letters, ()), verb.get(letters, ())) for letters in noun.keys() | verb.keys()},
        dropped=table("noun", NOUN, (DROP,)),
        participle=participle,
        after=table("noun", AND),
        tails=frozenset(letters[-2:] for letters in participle) | {"ю"},
    )


def _best(entries: list[Entry]) -> Entries:
    """The entries that are best in some context."""
    if len(entries) == 1:
        return tuple(entries)
    kept, covered = [], 0
    for entry in sorted(entries, key=lambda each: (-each[1], each[2])):
        if entry[0] & ~covered:
            kept.append(entry)
            covered |= entry[0]
    return tuple(kept)


def cuts(word: str, tables: Tables, vowel: int = 0) -> list[Cut]:
    """The ways to cut a word, the bare word first, each with the best chain for that stem.

    Cuts left of the first vowel are not sought where its place is told.
    """
    fits, plain = masks(word), tables.plain
    found: list[Cut] = [(word, part, weight, (), 0) for part, weight in tables.bare.items()]
    for start in range(max(2, vowel, len(word) - LONGEST), len(word)):
        ending = word[start:]
        noun, verb = plain.get(ending, NO_ENTRIES)
        if noun or verb:
            left, bits = word[:start], fits[start]
            for stem in _undone(left, ending):
                if noun:
                    _take(found, (stem, NOUN), noun, bits)
                if verb:
                    _take(found, (stem, VERB), verb, bits)
            if noun and ending[0] in "ыі" and start > 2:
                _take_dropped(found, left, ending, tables.dropped)
            if noun and start > 2 and left[-1] in _PARTICIPLE_ENDS:
                _take_participles(found, left, ending, fits, tables)
        if ending[0] in _MELTING:
            for stem, melted, bits in _melted(word[:start], ending, plain):
                _take(found, (stem, VERB), plain[melted][1], bits)
    return found


def _take(found: list[Cut], stem: tuple[str, str], entries: Entries, fits: int) -> None:
    for bits, weight, chain, marked in entries:
        if bits & fits:
            found.append((*stem, weight, chain, marked))
            return


def _undone(left: str, ending: str) -> tuple[str, ...]:
    """Stems before an ending: a last б, г, ғ before a vowel was п, к, қ (б and г may be their own)."""
    last = left[-1]
    if last in DEVOICED and (ending[0] in VOWELS or ending[0] == "у"):
        plain = left[:-1] + DEVOICED[last]
        return (plain,) if last == "ғ" else (plain, left)
    return (left,)


def _take_dropped(found: list[Cut], left: str, ending: str, table: Table) -> None:
    """халқ-ы → халық: a narrow vowel between two consonants was dropped before the same vowel."""
    if left[-1] not in VOWELS and left[-2] not in VOWELS and ending in table:
        whole = left[:-1] + ending[0] + left[-1]
        for stem in _undone(whole, ending):
            _take(found, (stem, NOUN), table[ending], masks(whole)[-1])


def _take_participles(found: list[Cut], left: str, ending: str, fits: list[int], tables: Tables) -> None:
    """A participle before an ending of nouns: айт-қан-дар."""
    bits = fits[len(left)]
    tail = next((entry for entry in tables.after[ending] if entry[0] & bits), None)
    if tail is None:
        return
    for head in _undone(left, ending):
        if head[-2:] in tables.tails or head[-1] in tables.tails:
            for stem, _, weight, chain, marked in _verbs(head, fits, tables.participle):
                found.append((stem, VERB, weight + tail[1], (*chain, AND, *tail[2]), marked | tail[3]))


def _verbs(head: str, fits: list[int], table: Table) -> list[Cut]:
    found: list[Cut] = []
    for start in range(max(2, len(head) - LONGEST), len(head)):
        entries = table.get(head[start:])
        if entries:
            for stem in _undone(head[:start], head[start:]):
                _take(found, (stem, VERB), entries, fits[start])
        if head[start] in _MELTING:
            for stem, melted, bits in _melted(head[:start], head[start:], table):
                _take(found, (stem, VERB), table[melted], bits)
    return found


def _melted(left: str, ending: str, known: Container[str]) -> Iterator[tuple[str, str, int]]:
    """Stems whose last sound melted into a known ending: (stem, ending as after that stem, contexts)."""
    last, first = left[-1], ending[0]
    if first in "уи":
        if last not in VOWELS and last != "у":
            rest = ending if first == "у" else "й" + ending[1:]
            for side in sides(left) if rest in known else ():
                yield left + _NARROW[side], rest, _AFTER_VOWEL[side]
    elif first in "яю":
        if last in VOWELS:
            rest = ("а" if first == "я" else "у") + ending[1:]
            if rest in known:
                yield left if last == "и" else left + "й", rest, _AFTER_GLIDE
    elif last == "у" and ending[1:2] == "п" and ending in known:
        stem = left[:-1] + "п"
        yield stem, ending, masks(stem)[-1]
