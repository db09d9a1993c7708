"""The key of a name: one folded Latin skeleton for its Kazakh, Russian and English spellings in any case.

    skeleton("Әубәкірова") == skeleton("Аубакировой") == skeleton("Aubakirova's") == "aubakriv"

Letters become sounds (skeleton.tsv), case endings are taken off until none fits (name_endings.tsv), final vowels go
(so do gender and the Russian cases made of vowels), then vowels that the languages swap are merged: e, i, y and ы; o
and u; behind the first syllable all of these, because Kazakh writes ы, і where it says ұ, ү (Жүсіп, Жусуп). Taking
endings off to the last also shortens some plain names (Фарида → farid), but all spellings alike.
"""

from __future__ import annotations

import re
import unicodedata

from analyzers.memo import Memo
from analyzers.wordlist import rows

_SOUNDS = {letters: sound for letters, sound, _ in rows("analyzers", "skeleton.tsv", 3)}
_SPELLING = re.compile("|".join(sorted(map(re.escape, _SOUNDS), key=len, reverse=True)))
_CLASSES = {"V": "aeıou", "N": "mn", "R": "rlyvi", "Z": "zj", "S": "ptkshfwc"}
_VOWELS = "aeıiouy"
_MERGED = str.maketrans("eıyo", "iiiu")
_POSSESSIVE = re.compile(r"['’]s?$")
_SOFTENING = re.compile(rf"(?<=[^{_VOWELS}])y(?=[au])")  # Ляззат, Lyazzat as Ләззат
_HARD_Y = re.compile(rf"(?<=[^{_VOWELS}])y(?![aeou])")  # Satybaldy as Сатыбалды
_DOUBLED = re.compile(r"(.)\1+")
_FIRST_SYLLABLE = re.compile("[^aiu]*[aiu]+")
_LATER_ROUND = re.compile("(?<![aiu])u(?![aiu])")  # Бозымбаев, Бозумбаев
_BEHIND_STOPS = "(?:(?<=[aiu][bdgkpt])|(?<=[aiu][bdgkpt]{2}))"
_ALIKE = (
    (re.compile(rf"{_BEHIND_STOPS}i(?=[rl](?:[aiu]|$))"), ""),  # Әбдірахман, Абдрахман; Ыдырыс, Идрис
    (re.compile("^ti(?=li)"), "t"),  # Тілеу, Тлеу
    (re.compile("(?<=l)i(?=a[^aiu])"), ""),  # Ілияс, Ильяс
    (re.compile("(?<=[ptkswh])b"), "p"),  # Сәтбаев, Сатпаев
)
_DROPPED = re.compile(r"['’ʼʹ`´\-‐‑\u00ad]")


def _ending(after: str) -> frozenset[str]:
    return frozenset("".join(_CLASSES.get(letter, letter) for letter in after))


_ENDINGS = tuple(
    (ending, _ending(after), int(least)) for ending, after, least, _ in rows("analyzers", "name_endings.tsv", 4)
)


_BY_LAST = {last: tuple(row for row in _ENDINGS if row[0][-1] == last) for last in {row[0][-1] for row in _ENDINGS}}


def _skeleton(name_word: str) -> str:
    word = unicodedata.normalize("NFC", name_word).replace("İ", "i").lower()
    word = _DROPPED.sub("", _POSSESSIVE.sub("", word))
    sounds = _plain(_SPELLING.sub(lambda match: _SOUNDS[match.group()], word))
    return _merged(_nominative(_HARD_Y.sub("ı", _SOFTENING.sub("", sounds))))


# The folded Latin skeleton of one word of a name, the same for kk, ru and en and for any case ending
skeleton = Memo(_skeleton, 1 << 16).__getitem__


def _plain(sounds: str) -> str:
    if sounds.isascii():
        return sounds
    split = unicodedata.normalize("NFD", sounds)
    return "".join(char for char in split if not unicodedata.combining(char))


def _nominative(sounds: str) -> str:
    before = ""
    while before != sounds:
        before = sounds
        sounds = _without_ending(sounds)
    stem = sounds.rstrip(_VOWELS)
    if len(stem) < 2:
        return sounds
    return stem if stem == sounds else _nominative(stem)


def _without_ending(sounds: str) -> str:
    for ending, after, least in _BY_LAST.get(sounds[-1:], ()):
        stem = sounds[: -len(ending)]
        if len(stem) >= least and sounds.endswith(ending) and ("*" in after or stem[-1] in after):
            return stem
    return sounds


def _merged(sounds: str) -> str:
    merged = _DOUBLED.sub(r"\1", sounds.translate(_MERGED))
    first = _FIRST_SYLLABLE.match(merged)
    split = first.end() if first else 0
    merged = merged[:split] + _LATER_ROUND.sub("i", merged[split:])
    for pattern, alike in _ALIKE:
        merged = pattern.sub(alike, merged)
    return merged
