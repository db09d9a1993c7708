"""The stem lexicon (stems/*.tsv), and what it says about where a word may be cut."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from analyzers.kk import automaton
from analyzers.kk.automaton import NOUN, RESERVED, SURE, VERB, VOICE, Cut
from analyzers.kk.sounds import CONTEXTS, VOWELS, join, last_class, sides, spell
from analyzers.wordlist import WordListError, parse_rows, rows

LISTED = 3.0  # times a stem of the lexicon counts as met
OTHER_PART = 0.05  # share of a noun's count that speaks for the same letters as a verb, and the other way round
_PARTS = {
    "noun": "N",
    "proper": "N",
    "adjective": "N",
    "numeral": "N",
    "pronoun": "N",
    "adverb": "N",
    "verb": "V",
}
UNKNOWN_VOICE = 3.0  # nats
_SYLLABLE = re.compile(f"[{''.join(sorted(VOWELS))}у]")

Stem = tuple[str, str]  # letters and part, NOUN or VERB


@cache
def listed() -> dict[Stem, float]:
    """What the stems of the lexicon (stems/*.tsv) count for, by part; a little for the other part too."""
    found: dict[Stem, float] = {}
    for file in sorted(files("analyzers.kk").joinpath("stems").iterdir(), key=lambda each: each.name):
        text = file.read_text(encoding="utf-8")
        for number, (stem, part) in enumerate(parse_rows(text, file.name, 2), start=2):
            if part not in _PARTS:
                raise WordListError(file.name, number, f"{stem!r} is {part!r}; write one of {', '.join(_PARTS)}")
            found[stem, _PARTS[part]] = LISTED
    for stem, part in list(found):
        found.setdefault((stem, VERB if part == NOUN else NOUN), OTHER_PART * LISTED)
    return found


@cache
def supported() -> dict[Stem, float]:
    """What is known of stems before any text is read: the lexicon, and what is made of it (derivations.tsv)."""
    makers = _makers()
    found: dict[Stem, float] = {}
    for (stem, part), count in listed().items():
        if count == LISTED:
            for side in sides(stem):
                for letters, target, made in makers.get((part, side, last_class(stem)), ()):
                    found[join(stem, letters), target] = made
    return found | listed()


@cache
def _makers() -> dict[tuple[str, str, str], list[tuple[str, str, float]]]:
    """Part, harmony and last sound of a stem → (letters added, part, count) of those made of it, small counts first."""
    found: dict[tuple[str, str, str], list[tuple[str, str, float]]] = {}
    table = rows(__name__, "derivations.tsv", 5)
    for source, target, ending, count, _ in sorted(table, key=lambda row: float(row[3])):
        for context in CONTEXTS:
            made = spell(ending, context), _PARTS[target], float(count)
            found.setdefault((_PARTS[source], context.harmony, context.last), []).append(made)
    return found


@cache
def final_clusters() -> frozenset[str]:
    """The pairs of consonants that stems of the lexicon end in."""
    return frozenset(stem[-2:] for stem, _ in listed() if len(stem) > 2 and _clustered(stem))


def _clustered(stem: str) -> bool:
    return stem[-1] not in VOWELS and stem[-2] not in VOWELS and "у" not in stem[-2:]


@cache
def _possible_end(letters: str) -> bool:
    """Whether a stem may end in these letters (the last two, at most)."""
    return letters[-1] == "ь" or not _clustered(letters) or letters in final_clusters()


def candidates(word: str, tables: automaton.Tables) -> list[Cut]:
    """The cuts of a word that are worth weighing, the bare word among them.

    A listed stem in the plural or without its vowel (әкім-дер, халқ-ы) leaves only listed stems beside it: әкімдер and
    халқы are no stems of their own, however often they were met.
    """
    syllable = _SYLLABLE.search(word)
    vowel = syllable.start() if syllable else 0
    known, in_lexicon = supported(), listed()
    found, marks, sure = [], 0, False
    for cut in automaton.cuts(word, tables, vowel):
        stem, part, _, chain, mark = cut
        if len(stem) <= vowel or (chain and not _possible_end(stem[-2:])):
            continue
        if mark:
            if mark & RESERVED and (stem, part) not in known:
                continue
            sure = sure or bool(mark & SURE and in_lexicon.get((stem, part)) == LISTED)
            marks |= mark
        found.append(cut)
    if marks & VOICE:
        verbs = [cut[0] for cut in found if cut[1] == VERB and in_lexicon.get(cut[:2]) == LISTED]
        found = [
            _doubted(cut) if cut[4] & VOICE else cut
            for cut in found
            if not (cut[4] & VOICE and _inside_listed(cut[0], verbs))
        ]
    if sure:
        return [cut for cut in found if in_lexicon.get(cut[:2]) == LISTED]
    return found


def _inside_listed(stem: str, verbs: list[str]) -> bool:
    """Whether a verb in the passive or causative stands as a verb of its own in the lexicon: арт-тыр, but арттыр."""
    return any(verb.startswith(stem) and verb != stem for verb in verbs)


def _doubted(cut: Cut) -> Cut:
    """A cut in the passive or causative, with less weight where nobody knows the verb."""
    stem, part, weight, chain, mark = cut
    return cut if (stem, VERB) in supported() else (stem, part, weight - UNKNOWN_VOICE, chain, mark)
