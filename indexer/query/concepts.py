"""Words of a question that name a concept of public life, in any inflection, and its names in other words.

    found(["выборах", "в", "сенат"], LANGUAGES)   the first word is a form of `elections`: сайлау, election …

A name is met word by word: a word of the question stands for a word of the name where both may be forms of one lemma;
words that say nothing (с, of) may be there or not. Names are kept by the first letters of their first word, and only
those that a question comes near to are ever cut into lemmas, so that neither start nor question has to wait.

Words that are a name as they stand, or by their likeliest lemmas, are taken for no other; and those that name a place
(toponyms.py) name only what is written with a capital itself, or what is longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, zip_longest
from typing import NamedTuple

from analyzers.language import Language, Languages, languages_of
from corpus.authority_terms import LONGEST, concepts
from indexer.query import toponyms
from indexer.query.readings import known

MOST = 8  # translations of a match
LETTERS = 3  # of a first word, by which names are kept
KEPT = 20_000  # words whose readings are remembered


class Translation(NamedTuple):
    """A name of a concept in a language."""

    language: str
    text: str


class Match(NamedTuple):
    """The words from `start` to before `end` name a concept (the first of several): its id and its other names; `inner`
    are the shorter names inside it, if all of its words belong to one.
    """

    start: int
    end: int
    concept_id: str
    translations: tuple[Translation, ...]
    inner: tuple[Match, ...] = ()


class _Named(NamedTuple):
    """What a run of words names: how many words it has, how surely it is the name (up to 2), and the concepts."""

    length: int
    surely: int
    ids: tuple[str, ...]


_NOTHING = _Named(0, 0, ())


class _Names:
    """The names of a language, by the beginning of their first word that says something."""

    def __init__(self, language: Language) -> None:
        self.language = language
        readings = known(language).readings
        self.readings = lru_cache(KEPT)(lambda word: frozenset((*readings(word), word)))
        self._likeliest = lru_cache(KEPT)(lambda word: next(iter(readings(word)), word))
        self._by_first_word = cache(self._cut)
        self._by_beginning: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for concept in concepts():
            for name in concept.names.get(language.code, ()):
                if words := self.telling(_small(name.split())):
                    self._by_beginning[words[0][:LETTERS]].append((words, concept.id))

    def prepare(self) -> None:
        """Cuts all of them."""
        for beginning, names in list(self._by_beginning.items()):
            self._by_first_word(beginning)
            for word in {word for words, _ in names for word in words}:
                self.readings(word)

    def telling(self, words: Iterable[str]) -> tuple[str, ...]:
        """The words that say something."""
        return tuple(word for word in words if word not in self.language.stop_words)

    def longest(self, words: Sequence[str]) -> _Named:
        """What the most of these words from the first on name."""
        fitting = [(name, id_) for name, id_ in self._near(words[0]) if self._begins(words, name)]
        length = max((len(name) for name, _ in fitting), default=0)
        sure = [(self._surely(words, name), id_) for name, id_ in fitting if len(name) == length]
        most = max((one for one, _ in sure), default=0)
        return _Named(length, most, tuple(dict.fromkeys(id_ for one, id_ in sure if one == most)))

    def alike(self, words: Sequence[str], name: Sequence[str]) -> bool:
        """Whether words are a name, in any form."""
        return len(words) == len(name) and self._begins(words, name)

    def _surely(self, words: Sequence[str], name: Sequence[str]) -> int:
        """2 for a name as it stands, 1 where every word's likeliest lemma says so, 0 where a rarer one does."""
        if all(one == other for one, other in zip(words, name, strict=False)):
            return 2
        return int(all(self._likeliest(one) in self.readings(other) for one, other in zip(words, name, strict=False)))

    def _near(self, word: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """The names whose first word may be a form of the same lemma."""
        readings = sorted(self.readings(word))
        for beginning in sorted({reading[:LETTERS] for reading in readings}):
            names = self._by_first_word(beginning)
            yield from dict.fromkeys(name for reading in readings for name in names.get(reading, ()))

    def _cut(self, beginning: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        names: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for words, id_ in self._by_beginning.get(beginning, ()):
            for reading in self.readings(words[0]):
                names[reading].append((words, id_))
        return dict(names)

    def _begins(self, words: Sequence[str], name: Sequence[str]) -> bool:
        return len(name) <= len(words) and all(
            one == other or not self.readings(one).isdisjoint(self.readings(other))
            for one, other in zip(words, name, strict=False)
        )


class _Asked(NamedTuple):
    """The words of a question in small letters, and where names of places begin and end among them."""

    words: tuple[str, ...]
    places: Mapping[int, int]


def prepare(languages: Languages) -> None:
    """Cuts all names into lemmas, for which questions would wait."""
    for language in languages.values():
        _names(language).prepare()


def found(words: Sequence[str], languages: Languages) -> tuple[Match, ...]:
    """The longest runs of words that name something, from left to right, none reaching into another."""
    return _runs(_Asked(_small(words), toponyms.ends(words)), (0, len(words)), languages, LONGEST)


def _runs(asked: _Asked, within: tuple[int, int], languages: Languages, most: int) -> tuple[Match, ...]:
    """The runs between two places, each of at most so many words that say something."""
    start, end = within
    matches: list[Match] = []
    while start < end:
        match = _match(asked, (start, end), languages, most)
        place = asked.places.get(start, start)
        if match and place > start and not _is_place(match, place):
            match = None
        if match and match.translations:
            matches.append(match)
        start = match.end if match else max(place, start + 1)
    return tuple(matches)


def _is_place(match: Match, end: int) -> bool:
    """Whether what begins as the name of a place does, which ends there, is longer than that name or a name itself."""
    return match.end > end or (match.end == end and _is_proper(match.concept_id))


def _is_proper(id_: str) -> bool:
    """Whether a concept is one thing that has a name."""
    capitals = all(names[0][:1].isupper() for names in _by_id()[id_].values())
    return id_.startswith("region:") or (capitals and not id_.startswith("topic:"))


def _match(asked: _Asked, within: tuple[int, int], languages: Languages, most: int) -> Match | None:
    start, until = within
    words = asked.words[:until]
    best, end = _NOTHING, start
    for code in _languages_of(words[start], languages):
        names = _names(languages[code])
        places = [place for place in range(start, until) if words[place] not in names.language.stop_words]
        if not places or places[0] != start:
            continue
        named = names.longest([words[place] for place in places[:most]])
        if named.ids and named[:2] >= best[:2]:
            ids = best.ids if named[:2] == best[:2] else ()
            best = named._replace(ids=tuple(dict.fromkeys((*ids, *named.ids))))
            end = max(places[named.length - 1] + 1, end if ids else 0)
    if not best.ids:
        return None
    translations = _translations(best.ids, words[start:end], languages)
    return Match(start, end, best.ids[0], translations, _inner(asked, (start, end), languages, best.length))


def _inner(asked: _Asked, within: tuple[int, int], languages: Languages, length: int) -> tuple[Match, ...]:
    """The shorter names that a name of so many words is made of; nothing if one of its words is left over."""
    if length < 2:
        return ()
    runs = _runs(asked, within, languages, length - 1)
    held = {place for run in runs for place in range(run.start, run.end)}
    left = [asked.words[place] for place in range(*within) if place not in held]
    return runs if all(_says_nothing(word, languages) for word in left) else ()


def _says_nothing(word: str, languages: Languages) -> bool:
    return any(word in languages[code].stop_words for code in _languages_of(word, languages))


def _languages_of(word: str, languages: Languages) -> tuple[str, ...]:
    """The languages of any part of a word (IT-маман is Kazakh or Russian too), all for a word without letters."""
    codes = dict.fromkeys(code for part in word.split("-") for code in languages_of(part, languages))
    return tuple(codes or languages)


def _translations(ids: Sequence[str], words: Sequence[str], languages: Languages) -> tuple[Translation, ...]:
    """The other names of concepts: the usual ones before rarer ones, other languages before the question's own."""
    own = _languages_of(words[0], languages)
    ordered = sorted(languages, key=lambda code: code in own)
    named = [[Translation(code, name) for name in _concept_names(id_, code)] for code in ordered for id_ in ids]
    others: dict[tuple[str, str], Translation] = {}
    for one in chain.from_iterable(zip_longest(*named)):
        if len(others) < MOST and one and not _is_said(one, words, languages) and not _is_a_place(one.text):
            others.setdefault((one.language, one.text.lower()), one)
    return tuple(others.values())


@lru_cache(maxsize=KEPT)
def _is_a_place(name: str) -> bool:
    """Whether a common word is the name of a place too, and would find that: астана, a capital."""
    return name[:1].islower() and toponyms.ends(name.split()) == {0: len(name.split())}


def _is_said(name: Translation, words: Sequence[str], languages: Languages) -> bool:
    """Whether the words are this name already, or it says nothing by itself."""
    names = _names(languages[name.language])
    told = names.telling(_small(name.text.split()))
    return not told or names.alike(names.telling(words), told)


def _small(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.lower().replace("ё", "е") for word in words)


@cache
def _by_id() -> dict[str, dict[str, tuple[str, ...]]]:
    return {concept.id: dict(concept.names) for concept in concepts()}


def _concept_names(id_: str, code: str) -> tuple[str, ...]:
    return _by_id()[id_].get(code, ())


@lru_cache(maxsize=8)
def _names(language: Language) -> _Names:
    return _Names(language)
