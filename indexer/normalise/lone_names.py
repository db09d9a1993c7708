"""Names of one word: a given name that is all a text tells of somebody, and surnames that stand alone.

`девушку зовут Салтанат`, `Айгүл есімді тұрғын`, `”, said Saltanat`; a president's surname without a title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from corpus.authority_people import people
from indexer.normalise.identity import key
from indexer.normalise.names import Name, Reading, given_sex, is_home, is_surname, readings
from indexer.normalise.speech.lexicon import Lexicon
from indexer.normalise.speech.words import Word

_SHORTEST = 2  # letters of a surname: Ли
_SHORTEST_NAME, _ACRONYM = 4, 5  # letters: fewer in capitals are no name, and no more are most acronyms
_ABSTRACT = re.compile(r"(?:.{3}(?:ation|ship|ness)|.{5}(?:ment|tion)|.{4}ity)$")
_TRADE = 3  # words of a trade beside a given name
PRESIDENT, PREMIER = "President of the Republic of Kazakhstan", "Prime Minister"  # the posts in the list of people


def plain(word: Word) -> str:
    """A word of a name as it is written where not all of it is in capitals."""
    return word.text.title() if word.text.isupper() and len(word.text) > 3 else word.text


def called(words: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[Name, ...]:
    """The readings of a given name that is all a text tells; none for another word."""
    before = [word.lower for word in words[max(0, at - 1) : at]]
    after = [word.lower for word in words[at + 1 : at + 2]]
    introduced = lexicon.small("called") & set(after if lexicon.code == "kk" else before)
    if not introduced and not _speaks(words, at, lexicon) and not _is_cited(words, at, lexicon):
        return ()
    if words[at].text in lexicon.stops or not _stands_alone(words, at):
        return ()
    given = [r for r in readings(plain(words[at]), lexicon.code, True) if r.role == "g" and is_home(r.nominative)]
    return tuple(_lone(r) for r in given)


def addressed(words: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[Name, ...]:
    """The readings of a surname that stands with nothing but `Mr.`, `господин` or `мырза`; none for another word."""
    beside = (
        words[at + 1 : at + 2] if lexicon.code == "kk" else [w for w in words[max(0, at - 2) : at] if w.text != "."]
    )
    respect = lexicon.honorifics.get(beside[-1].lower) if beside else None
    unfit = words[at].text in lexicon.stops or len(words[at].text) < _SHORTEST or not words[at].text.istitle()
    if respect is None or unfit:
        return ()
    outer = (at - 1, at + 2) if lexicon.code == "kk" else (at + 1,)
    beside_it = [words[i] for i in outer if 0 <= i < len(words) and words[i].text not in lexicon.stops]
    if any(word.capital or word.kind == "initial" for word in beside_it):
        return ()
    read = readings(plain(words[at]), lexicon.code, lexicon.code != "kk")
    found = [r._replace(sex=respect.sex) for r in read if r.sex in ("", respect.sex)]
    given = tuple(_lone(r) for r in found if lexicon.code == "kk" and r.role == "g" and is_home(r.nominative))
    return given or tuple(bare(r) for r in found if r.role in "so")


def is_aged(words: Sequence[Word], last: int) -> bool:
    """Whether an age between commas follows: `Narcis Termes, 68, an electrician`."""
    marks = [word.text for word in words[last : last + 3]]
    return marks[::2] == [",", ","] and marks[1].isdigit() and len(marks[1]) == 2  # digits


def president(words: Sequence[Word], at: int, surnames: Sequence[Reading]) -> tuple[Name, ...]:
    """The readings of a surname of a president or premier that stands alone; none for another one."""
    if not _stands_alone(words, at) or not _presidents() & {key(r.nominative) for r in surnames}:
        return ()
    return tuple(bare(r) for r in surnames)


def _lone(reading: Reading) -> Name:
    """The name that a given name alone makes."""
    return Name("g", "", reading.nominative, reading.nominative.title(), reading.case, reading.sex)


def bare(reading: Reading) -> Name:
    """The name that a surname alone makes."""
    surname = reading.nominative
    return Name("s", surname, "", surname.title(), reading.case, reading.sex)


def _speaks(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is all there is between the verb behind a quotation and the next mark: `», – сказал X.`; or
    stands before the verb of a clause with `that`.
    """
    behind = [word.lower for word in words[at + 2 : at + 4]]
    after = lexicon.verbs.find(words, at + 1) if behind in ([",", "что"],) or behind[:1] == ["that"] else None
    if after and after[0].sense == "said":
        return True
    verb = _before_trade(words, at, lexicon)
    told = lexicon.verbs.find(words, verb) if verb > 0 else None
    closes = at + 1 == len(words) or words[at + 1].text in (".", ",")
    dashed = verb > 0 and words[verb - 1].text in ("–", "—", "-", ",", "”", '"')
    return bool(told and told[1] == 1 and told[0].sense in ("said", "quote") and closes and dashed)


def _before_trade(words: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """The word before a given name, or before the trade that stands with it: `рассказал | студент Айбек`."""
    trade = lexicon.titles.find(words, at - 1) if at > 1 else None
    if trade is None or trade[1] != 1:
        return at - 1
    first = next((i for i in range(at - 2, max(-1, at - 2 - _TRADE), -1) if _stops(words, i, lexicon)), -1)
    return first if first > 0 else at - 1


def _stops(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    return words[at].kind == "mark" or words[at].capital or lexicon.verbs.find(words, at) is not None


def _is_labelled(words: Sequence[Word], at: int) -> bool:
    """Whether a line begins with a given name, a trade and a colon: `Айбек, жергілікті тұрғын: – Су көп`."""
    if at or len(words) < _TRADE or words[1].text != ",":
        return False
    colon = next((i for i in range(2, min(len(words), 4 + _TRADE)) if words[i].kind == "mark"), 0)
    told = [word.text for word in words[colon : colon + 2]]
    return len(told) == 2 and told[0] == ":" and told[1] in ("–", "—", "-", "«", "“", "„", '"')


def _is_cited(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is the source of an introducing phrase (`Нияздың айтуынша`, `по словам Ниязбека,`), or stands
    before a colon and a quotation.
    """
    behind = words[at + 1] if at + 1 < len(words) else None
    if behind is None or _is_labelled(words, at):
        return behind is not None
    quoted = at + 2 < len(words) and behind.text == ":" and words[at + 2].text in ("«", "“", "„", '"')
    if quoted or (lexicon.code == "kk" and behind.lower in lexicon.introducers):
        return True
    bounded = lexicon.code != "kk" and behind.text == ","
    starts = (start for start in (at - 2, at - 3) if bounded and start >= 0)
    return any(lexicon.introducers.find(words[:at], start) == ("after", at - start) for start in starts)


def _stands_alone(words: Sequence[Word], at: int) -> bool:
    """Whether no part of a name and no adjective stands beside a word: not `Т. Токаев`, `пожилой Токаев`."""
    if at and words[at - 1].lower.endswith(("ый", "ий", "ой", "ая", "яя")):
        return False
    beside = [words[i] for i in (at - 1, at + 1) if 0 <= i < len(words)]
    return not any(word.kind == "initial" or (word.capital and word.kind == "word") for word in beside)


@cache
def _presidents() -> frozenset[str]:
    """The keys of the surnames of presidents and prime ministers, which texts use alone: `Токаев поручил`; not those
    that other people of the list bear too (Ахметов).
    """
    surnames = {
        one.id: frozenset(key(one.name(language).split()[-1]) for language, _ in one.names) for one in people().values()
    }
    bearers = Counter(surname for found in surnames.values() for surname in found)
    posts = {one.id: {post.name("en") for post in one.posts} for one in people().values()}
    return frozenset(
        surname
        for one, found in surnames.items()
        for surname in found
        if PRESIDENT in posts[one] or (PREMIER in posts[one] and bearers[surname] == 1)
    )


def is_acronym(text: str) -> bool:
    """Whether capitals stand for several words: СЦК, ОДКБ, but not ИВАН, ЕЛЕУОВ or АСАНОВ."""
    if not text.isupper() or len(text) > _ACRONYM:
        return False
    small = text.lower()
    return len(text) < _SHORTEST_NAME or not (given_sex(small) is not None or is_surname(small))


def is_abstract(small: str) -> bool:
    """Whether a small-lettered English word ends as no name does: Optimisation, Sustainability."""
    return _ABSTRACT.search(small) is not None
