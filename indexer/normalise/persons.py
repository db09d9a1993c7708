"""The persons of a text: names joined into people, later surnames led back to them, posts as the text gives them.

Full names are the same person when their folded keys agree in either order, or when an initial fits. A bare surname
belongs to the one person of the document who bears it, never to anybody else. A name of the authority list takes its id
there; every other person gets the readable slug of the name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import blake2s
from typing import NamedTuple

from corpus.authority_people import people
from corpus.records import TITLE, Evidence, Mention, Person
from indexer.normalise.identity import key, slug
from indexer.normalise.mentions import SEXED, Naming, is_namesake, is_stopped
from indexer.normalise.names import TITLED, Name, analyses, given_sex, readings
from indexer.normalise.speakers import all_namings
from indexer.normalise.speech.lexicon import Lexicon, lexicon
from indexer.normalise.speech.titles import TitlePhrase
from indexer.normalise.speech.words import Word, words

_OPENING = frozenset('.!?…«“„"')  # what stands before the first word of a sentence
_FATHERED = ("gp", "op")  # given name and patronymic
_CONFIDENCE = {"listed": 0.98, "name": 0.95, "initial": 0.8, "surname": 0.75, "given": 0.6}
_ADJECTIVE = re.compile(r"(?:[а-яё]{3,}(?:ый|ий|ая|яя)|перв(?:ый|ая))$")


@dataclass(slots=True)
class _Cluster:
    """A person while the text is being read."""

    name: Name
    language: str
    mentions: list[Mention] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)

    def is_named(self, name: Name) -> bool:
        """Whether a name is this person's: equal keys in any order, or a fitting initial beside the same surname."""
        mine, other = self.name.keys, name.keys
        if len(other[0]) > 1 and sorted(mine) == sorted(other):
            return True
        if mine[0] != other[0] or not (mine[1] and other[1]):
            return False
        return min(len(mine[1]), len(other[1])) == 1 and mine[1][0] == other[1][0]

    def is_named_before(self, paragraph: int, start: int) -> bool:
        """Whether a place stands behind the first mention of the person."""
        return any((mention.paragraph, mention.start) < (paragraph, start) for mention in self.mentions)


def persons(title: str | None, paragraphs: Sequence[str], language: str) -> tuple[Person, ...]:
    """The persons a monolingual text names, in the order in which it names them."""
    lex = lexicon(language)
    texts = [(TITLE, title or ""), *enumerate(paragraphs)]
    named = all_namings(tuple(text for _, text in texts), language)
    read = [(number, words(text), found) for (number, text), found in zip(texts, named, strict=True)]
    clusters = _clusters(read, language)
    bearers = _Bearers.of(clusters)
    for number, text_words, found in read:
        _add_short(bearers, number, text_words, found, lex)
    whole = "\n".join((title, *paragraphs) if title else paragraphs)
    people_found = (_person(cluster, whole) for cluster in clusters if cluster.mentions)
    return tuple(sorted(people_found, key=lambda p: (p.mentions[0].paragraph, p.mentions[0].start)))


def _clusters(read: list[tuple[int, tuple[Word, ...], tuple[Naming, ...]]], language: str) -> list[_Cluster]:
    """Full names first, then initials, then surnames after a title, so that each finds the fuller and surer one."""
    clusters: list[_Cluster] = []
    by_key: dict[str, list[_Cluster]] = defaultdict(list)
    every = [(number, text, naming) for number, text, found in read for naming in found]
    for number, text, naming in sorted(every, key=_sureness):
        posts = list(_posts(text, naming))
        same = _bearing(naming, set(posts), by_key)
        if len(same) > 1 or (not same and _crosses(naming, by_key)):
            continue
        cluster = same[0] if same else _Cluster(naming.names[0], language)
        if not same:
            clusters.append(cluster)
            for part in set(cluster.name.keys):
                by_key[part].append(cluster)
        cluster.mentions.append(_mention(number, text, naming.first, naming.last))
        cluster.posts += posts
    return clusters


def _bearing(naming: Naming, posts: set[str], by_key: dict[str, list[_Cluster]]) -> list[_Cluster]:
    """The persons whom a name with these posts may mean, any of its readings considered."""
    near = {id(c): c for name in naming.names for part in name.keys for c in by_key.get(part, ())}
    return [c for c in near.values() if any(c.is_named(n) or _is_part_of(n, naming, c, posts) for n in naming.names)]


def _crosses(naming: Naming, by_key: dict[str, list[_Cluster]]) -> bool:
    """Whether a name without a title only joins the surnames of two people: `Уорд Головкин онымен кездесті`."""
    alone = naming.names[0].pattern in TITLED and not naming.before and not naming.after
    return alone and any(
        all(any(c.name.keys[0] == part and c.name.keys[1] for c in by_key.get(part, ())) for part in name.keys)
        for name in naming.names
    )


def _is_open(naming: Naming) -> bool:
    """Whether the nominative of a name is a guess: Асем Айтолле may be Айтолла or Айтолля."""
    return len({name.keys for name in naming.names}) > 1


def _sureness(place: tuple[int, tuple[Word, ...], Naming]) -> tuple[int, bool, bool]:
    """The order in which names are joined: what leaves out least, then what is no guess, then what lists know."""
    name = place[2].names[0]
    return _bareness(name), _is_open(place[2]), name.pattern in TITLED


def _bareness(name: Name) -> int:
    """How much of a name is left out: nothing, what an initial stands for, the given name, the surname."""
    alone = {"s": 2, "g": 3}.get(name.pattern)
    return alone or int("i" in name.pattern or name.pattern in _FATHERED)


def _is_part_of(name: Name, naming: Naming, cluster: _Cluster, posts: set[str]) -> bool:
    """A surname behind a title, or given name and patronymic of somebody named before, perhaps with the same post:
    Нұрлан Мәжитұлы.
    """
    if name.pattern == "s":
        return name.keys[0] == cluster.name.keys[0]
    if name.pattern == "g":
        return name.keys[1] in cluster.name.keys  # Вальтер may be a surname too
    titled = (naming.before or naming.after) and posts.isdisjoint(cluster.posts)
    full = cluster.name.pattern not in _FATHERED and cluster.name.keys[1] == name.keys[1]
    return name.pattern in _FATHERED and not titled and full


def _mention(number: int, text: Sequence[Word], first: int, last: int) -> Mention:
    start, end = text[first].start, text[last - 1].end
    surface = " ".join(word.text for word in text[first:last])
    return Mention("", surface, number, start, end)


def _posts(text: Sequence[Word], naming: Naming) -> Iterator[str]:
    for phrase in (naming.before, naming.after):
        if phrase and phrase.title.group not in SEXED:
            yield _post(text, phrase)


def _post(text: Sequence[Word], phrase: TitlePhrase) -> str:
    """The post as the text words it, its title in the nominative."""
    head = text[phrase.head]
    nominative = phrase.title.nominative.replace("ё", "е") == head.lower
    before = _span(text, _described(text, phrase.first) if nominative else phrase.first, phrase.head)
    after = _span(text, phrase.head + 1, phrase.last)
    oblique = "nom" not in phrase.title.cases and " " not in phrase.title.nominative
    noun = phrase.title.nominative if oblique else head.text
    named = " ".join(part for part in (before, noun) if part)
    return named + (after if after.startswith(("'", "’")) else f" {after}" if after else "")


def _described(text: Sequence[Word], first: int) -> int:
    """Where the adjectives before a Russian nominative begin: `Государственный советник`, `первый заместитель`."""
    while first and text[first - 1].kind == "word" and _ADJECTIVE.search(text[first - 1].lower):
        first -= 1
    return first


def _span(text: Sequence[Word], first: int, last: int) -> str:
    pieces: list[str] = []
    for at in range(first, last):
        glued = text[at].start == text[at - 1].end
        pieces.append(("" if glued or at == first else " ") + text[at].text)
    return "".join(pieces)


class _Bearers(NamedTuple):
    """The persons of a document by the keys of their surnames, and by those of their listed given names."""

    by_surname: dict[str, list[_Cluster]]
    by_given: dict[str, list[_Cluster]]

    @classmethod
    def of(cls, clusters: Sequence[_Cluster]) -> _Bearers:
        """The bearers among the persons of a document."""
        surnames: dict[str, list[_Cluster]] = defaultdict(list)
        given: dict[str, list[_Cluster]] = defaultdict(list)
        for cluster in clusters:
            surname, first = cluster.name.keys
            if surname:
                surnames[surname].append(cluster)
            if len(first) > 1 and given_sex(cluster.name.given) is not None:
                given[first].append(cluster)
        return cls(surnames, given)


def _add_short(bearers: _Bearers, number: int, text: Sequence[Word], found: Sequence[Naming], lex: Lexicon) -> None:
    """Bare surnames, and bare given names inside a sentence, that lead back to one person of the document."""
    if not bearers.by_surname and not bearers.by_given:
        return
    taken = {at for naming in found for at in range(naming.first, naming.last)}
    capitals = [(at, word) for at, word in enumerate(text) if word.capital]
    for at, word in capitals:
        if at in taken or word.kind != "word" or len(word.text) < 2 or (len(word.text) < 4 and word.text.isupper()):
            continue
        if word.text in lex.stops or _beside_capital(text, at, taken, lex):
            continue
        same = _called(word, bearers.by_surname, lex)
        if not same and len(word.text) > 3 and (given := _called(word, bearers.by_given, lex)):
            bare = [cluster for cluster in given if cluster.name.pattern == "g"]
            same = given if _is_given(text, at, lex) else bare if len(bare) == len(given) else []
        if len(same) > 1:
            same = [cluster for cluster in same if cluster.is_named_before(number, word.start)]
        if len(same) == 1:
            same[0].mentions.append(_mention(number, text, at, at + 1))


def _is_given(text: Sequence[Word], at: int, lex: Lexicon) -> bool:
    """Whether a given name stands alone: `сказал Геннадий`, not `улица Абая`, `Алтын Дастан` nor a first word."""
    before = text[at - 1] if at else None
    opens = before is None or before.text in _OPENING
    beside = before is not None and (before.capital or before.kind == "initial")
    return not opens and not beside and not is_namesake(text, at, at + 1, lex)


def _called(word: Word, by_name: dict[str, list[_Cluster]], lex: Lexicon) -> list[_Cluster]:
    """The persons whom one word of a name may mean, in any case, if the sexes agree."""
    plain = word.text.title() if word.text.isupper() else word.text
    found = [
        cluster
        for folded, sex in _keys(plain, lex.code)
        for cluster in by_name.get(folded, ())
        if not sex or not cluster.name.sex or sex == cluster.name.sex
    ]
    return list({id(cluster): cluster for cluster in found}.values())


@lru_cache(maxsize=20_000)
def _keys(word: str, language: str) -> frozenset[tuple[str, str]]:
    """The keys of what a capitalised word may be the case of, each with its sex."""
    return frozenset((key(reading.nominative), reading.sex) for reading in readings(word, language, True))


def _beside_capital(text: Sequence[Word], at: int, taken: set[int], lex: Lexicon) -> bool:
    """Whether the surname goes on: `Абдиров Асет` is another man, `деді Абдиров Мәжіліс отырысында` is not."""
    after = text[at + 1] if at + 1 < len(text) else None
    if after is None or after.kind != "word" or not after.capital or at + 1 in taken or not after.text.istitle():
        return False
    return lex.code != "kk" or not is_stopped(text, at + 1, lex)


def _person(cluster: _Cluster, whole: str) -> Person:
    mentions = sorted(cluster.mentions, key=lambda m: (m.paragraph, m.start))
    listed = _listed(cluster.name)
    rule = "listed" if listed else ("name", "initial", "surname", "given")[_bareness(cluster.name)]
    identifier = listed or slug(cluster.name.surname, cluster.name.given.rstrip("."))
    if rule == "given":  # a Saltanat of one text is not that of another
        identifier += "-" + blake2s(whole.encode(), digest_size=3).hexdigest()
    first = mentions[0]
    return Person(
        id=identifier,
        name=cluster.name.nominative,
        post=max(cluster.posts, key=len) if cluster.posts else None,
        mentions=tuple(Mention(identifier, m.surface, m.paragraph, m.start, m.end, rule) for m in mentions),
        evidence=Evidence(rule, _CONFIDENCE[rule], first.paragraph, first.start, first.end),
    )


@cache
def _authority() -> dict[tuple[str, ...], str | None]:
    """The ids of listed people by the keys of their names; None where two people share them."""
    ids: dict[tuple[str, ...], str | None] = {}
    for entry in people().values():
        for language, written in entry.spellings:
            for name in analyses(tuple(written.split()), language)[:1]:
                _register(ids, tuple(sorted(name.keys)), entry.id)
                _register(ids, (name.keys[0],), entry.id)
    return ids


def _register(ids: dict[tuple[str, ...], str | None], keys: tuple[str, ...], identifier: str) -> None:
    ids[keys] = identifier if ids.get(keys, identifier) == identifier else None


def _listed(name: Name) -> str | None:
    """The id of a listed person; a bare surname after a title counts only where one listed person bears it."""
    keys = (name.keys[0],) if name.pattern == "s" else tuple(sorted(name.keys))
    return _authority().get(keys)
