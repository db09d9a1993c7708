"""What the list of people lacks, as work for an editor: new people, look-alikes that were not merged, roles of nobody.

Nothing here changes an id: a pair that is one person becomes one by a line of `authorities/persons.tsv`. Two people
look alike when their loose keys agree (no vowels but the first), or when each part of their names is alike by Jaro and
Winkler, with initials and sexes that allow it; pairs of listed people are left out, for the list tells them apart.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations

from corpus.authority_people import people
from corpus.records import Rendition
from indexer.normalise.names import analyses

ALIKE = 0.84
SHOWN = 50  # lines of each part in the text


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person who is not listed: the spellings met by language, the posts met, in how many releases."""

    id: str
    names: Mapping[str, str]
    posts: tuple[str, ...]
    releases: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids that may be one person, and why."""

    first: str
    second: str
    reason: str
    releases: int


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A role that spoke and led to nobody: its words, how often, and one rendition to look at."""

    role: str
    language: str
    statements: int
    rendition: str


@dataclass(frozen=True, slots=True)
class WorkList:
    """All three, each with what is met most often first."""

    new: tuple[Newcomer, ...]
    pairs: tuple[Pair, ...]
    roles: tuple[Unresolved, ...]


@dataclass(frozen=True, slots=True)
class _Met:
    """What the renditions say of one id."""

    names: Counter[tuple[str, str]]
    posts: Counter[str]
    releases: set[str]


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys by which a person is compared."""

    surname: str
    given: str
    sex: str

    @property
    def loose(self) -> tuple[str, str]:
        """The keys without vowels but the first."""
        return _loose(self.surname), _loose(self.given)


def work_list(renditions: Iterable[Rendition]) -> WorkList:
    """The work that these renditions give."""
    met: dict[str, _Met] = defaultdict(lambda: _Met(Counter(), Counter(), set()))
    roles: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for rendition in renditions:
        for person in rendition.persons:
            met[person.id].names[rendition.language, person.name] += 1
            met[person.id].posts.update([person.post] if person.post else [])
            met[person.id].releases.add(rendition.release)
        for said in rendition.statements:
            if said.ref == "role" and said.speaker is None and said.post:
                role = (said.post.lower(), rendition.language)
                roles[role] += 1
                example.setdefault(role, rendition.id)
    unresolved = (Unresolved(*role, count, example[role]) for role, count in roles.most_common())
    return WorkList(tuple(_new(met)), tuple(_pairs(met)), tuple(unresolved))


def _new(met: Mapping[str, _Met]) -> Iterator[Newcomer]:
    for identifier in sorted(met, key=lambda one: (-len(met[one].releases), one)):
        if identifier not in people():
            names = {language: name for (language, name), _ in reversed(met[identifier].names.most_common())}
            posts = tuple(post for post, _ in met[identifier].posts.most_common(3))
            yield Newcomer(identifier, names, posts, len(met[identifier].releases))


def _pairs(met: Mapping[str, _Met]) -> list[Pair]:
    """The look-alikes; only names with the same first letters are compared, so that long lists stay quick."""
    keys = {identifier: _keys(met[identifier]) for identifier in met}
    near: dict[tuple[str, str], list[str]] = defaultdict(list)
    for identifier, key in keys.items():
        near[key.surname[:1], key.given[:1]].append(identifier)
    found = [
        Pair(first, second, reason, len(met[first].releases | met[second].releases))
        for same in near.values()
        for first, second in combinations(sorted(same), 2)
        if not {first, second} <= people().keys() and (reason := _reason(keys[first], keys[second]))
    ]
    return sorted(found, key=lambda pair: (-pair.releases, pair.first, pair.second))


def _keys(met: _Met) -> _Keys:
    (language, name), _ = met.names.most_common(1)[0]
    read = analyses(tuple(name.split()), language)
    if read:
        return _Keys(*read[0].keys, read[0].sex)
    return _Keys(name.lower(), "", "")


def _reason(one: _Keys, other: _Keys) -> str:
    if one.sex and other.sex and one.sex != other.sex:
        return ""
    if min(len(one.given), len(other.given)) <= 1:
        return "surname and initial" if one.surname == other.surname else ""
    if one.loose == other.loose:
        return "loose key"
    alike = min(similarity(one.surname, other.surname), similarity(one.given, other.given))
    return f"alike ({alike:.2f})" if alike >= ALIKE else ""


def _loose(key: str) -> str:
    return key[:1] + re.sub("[aiueoE]", "", key[1:])


def similarity(one: str, other: str) -> float:
    """How alike two words are by Jaro and Winkler: 1 for the same, 0 for nothing in common."""
    reach = max(len(one), len(other)) // 2 - 1
    left = list(other)
    shared: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(one):
        for place in range(max(0, at - reach), min(len(other), at + reach + 1)):
            if left[place] == letter:
                left[place] = ""
                shared.append(letter)
                places.append(place)
                break
    if not shared:
        return 1.0 if one == other else 0.0
    moved = sum(letter != other[place] for letter, place in zip(shared, sorted(places), strict=True)) / 2
    jaro = (len(shared) / len(one) + len(shared) / len(other) + (len(shared) - moved) / len(shared)) / 3
    prefix = next((at for at, (a, b) in enumerate(zip(one[:4], other[:4], strict=False)) if a != b), 4)
    return jaro + min(prefix, len(one), len(other)) * 0.1 * (1 - jaro)


def as_json(found: WorkList) -> str:
    """`minber persons --json`."""
    return json.dumps(asdict(found), ensure_ascii=False)


def as_text(found: WorkList) -> str:
    """The work list for a terminal, the most frequent of each part."""
    new = [f"{one.releases}  {one.id}  {_spelt(one)}" for one in found.new]
    pairs = [f"{pair.releases}  {pair.first} = {pair.second}?  {pair.reason}" for pair in found.pairs]
    roles = [f"{role.statements}  {role.role} ({role.language})  {role.rendition}" for role in found.roles]
    return "\n".join(
        (
            *_part("people who are not listed (releases, id, names; posts)", new),
            *_part("may be one person (releases)", pairs),
            *_part("roles that lead to nobody (statements, example)", roles),
        )
    )


def _spelt(one: Newcomer) -> str:
    names = " / ".join(dict.fromkeys(one.names.values()))
    return f"{names}; {'; '.join(one.posts)}" if one.posts else names


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"{len(lines)} {title}"
    yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  … and {len(lines) - SHOWN} more (--json gives all)"
