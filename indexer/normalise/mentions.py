"""Where a paragraph names a person: runs of capitalised words that the grammar of names accepts.

A run ends at every mark, small word, title and stop word. Names of streets, schools, villages and prizes are
left out by the words beside them; a name with an unknown part is taken only beside a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analyzers.ru.grammar import is_common_word
from indexer.normalise.lone_names import addressed, bare, called, is_abstract, is_acronym, is_aged, plain, president
from indexer.normalise.names import (
    TITLED,
    WEAK,
    Name,
    analyses,
    ends_in_case,
    given_sex,
    is_home,
    is_surname,
    readings,
)
from indexer.normalise.speech.kk import forms as kk_forms
from indexer.normalise.speech.lexicon import Lexicon
from indexer.normalise.speech.lexicon import lexicon as lexicon_of
from indexer.normalise.speech.ru import forms as ru_forms
from indexer.normalise.speech.titles import TitlePhrase, title_after, title_before
from indexer.normalise.speech.words import Word
from indexer.normalise.speech.words import words as split

OFFICES = frozenset("president pm minister akim lead deputy secretary mp director rector envoy ombudsman".split())

SEXED = frozenset(("woman", "man"))  # classes of titles that tell nothing but the sex
_LONGEST = 3  # words of a name
_LONG = frozenset(("goo", "ggo"))
CEDING = frozenset(("sg", "og", "so", "oo", "os"))  # patterns that give way to given name + surname one word on
_CEDING_TO_SURE = frozenset(("gg", "go"))  # … where the surname is one by its ending: семьи Адам | Лидия Стрельцова
_SETTLEMENTS = frozenset(("city", "town", "region", "района", "города", "области", "села"))
_DEMONYM = re.compile(r"stanis?$")
_LATIN = re.compile("[A-Za-z]")
_CAMEL = re.compile(r"[a-zа-яё][A-ZА-ЯЁ]")


class Naming(NamedTuple):
    """A name in a text: its words [first, last), its readings, the title before it and the one after it."""

    first: int
    last: int
    names: tuple[Name, ...]
    before: TitlePhrase | None
    after: TitlePhrase | None

    @property
    def cases(self) -> frozenset[str]:
        """The cases the name may stand in, its title before it considered."""
        own = frozenset(name.case for name in self.names)
        title = self.before.title.cases if self.before else frozenset()
        if not title or not own or self.before is None:
            return own
        if "*" in own:
            return title
        return (own & title) or own


@lru_cache(maxsize=512)
def namings(text: str, language: str) -> tuple[Naming, ...]:
    """The full names of a text, in order; their words are those of `words(text)`."""
    return tuple(_namings(split(text), lexicon_of(language)))


def _namings(words: Sequence[Word], lexicon: Lexicon) -> list[Naming]:
    found: list[Naming] = []
    for start, end in _runs(words, lexicon):
        at = start
        while at < end:
            lasts = range(min(at + _LONGEST, end), at, -1)
            naming = next((one for last in lasts if (one := _naming(words, at, last, lexicon))), None)
            if naming and not (found and naming.first < found[-1].last):
                behind = _behind_neighbour(found[-1], naming) if found else naming
                found = [*found[:-1], _without_neighbour(found[-1], naming)] if found else found
                found.append(behind)
            at = naming.last if naming else at + 1
    return found


def _without_neighbour(naming: Naming, following: Naming) -> Naming:
    """A title between two names of a list belongs to the second: `X, chairman of the council Y`."""
    shared = naming.after and following.first < naming.after.last
    return naming._replace(after=None) if shared else naming


def _behind_neighbour(naming: Naming, following: Naming) -> Naming:
    """A Kazakh title begins behind the name before it: `министр X | Сербия Президенті Y`, but `X-тің кеңесшісі Y`."""
    title = following.before
    if title is None or not title.first < naming.last <= title.head or "gen" in naming.cases:
        return following
    return following._replace(before=title._replace(first=naming.last))


def _runs(words: Sequence[Word], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    start = end = 0
    for at in [at for at, word in enumerate(words) if word.capital]:
        if words[at].kind not in ("word", "initial") or is_stopped(words, at, lexicon):
            continue
        if at > end:
            if start < end:
                yield start, end
            start = at
        end = at + 1
        if ends_in_case(words[at].lower, lexicon.code):
            yield start, end
            start = end
    if start < end:
        yield start, end


def is_stopped(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a capitalised word is no part of a name where it stands."""
    word = words[at]
    inside = at > 0 and words[at - 1].kind == "word" and word.lower in lexicon.titles
    if (inside or word.text in lexicon.stops) and _given_pair(words, at):
        return False  # Бекзат Орал, Алтай Көлгінов, Ғалым Беков: a town, a mountain and a scholar, but here names
    return _never_named(word.text, word.kind, lexicon.code)


@lru_cache(maxsize=20_000)
def _never_named(text: str, kind: str, language: str) -> bool:
    """Whether a capitalised word is no part of a name wherever it stands."""
    lexicon, small = lexicon_of(language), text.lower().replace("ё", "е")
    if text in lexicon.stops or any(letter.isdigit() for letter in text):
        return True
    if small in lexicon.titles or small in lexicon.groups or (language == "ru" and small in lexicon.verbs):
        return True
    if (kind == "word" and is_acronym(text)) or (language == "en" and is_abstract(small)):
        return True
    if _CAMEL.search(text) or (language != "en" and _LATIN.search(text)):
        return True
    return _DEMONYM.search(small) is not None if language == "en" else _is_case_of_stop(text, small, lexicon)


def _is_case_of_stop(text: str, small: str, lexicon: Lexicon) -> bool:
    """Whether a word is the case of one that begins no name: Астанадан, Великобритании."""
    forms = kk_forms.cases(small) if lexicon.code == "kk" else ru_forms.noun(small)
    named = any(form[0].title() in lexicon.stops and not is_home(form[0]) for form in forms)  # Оралдың may be a man's
    return named and given_sex(text) is None and not is_surname(small)


def _given_pair(words: Sequence[Word], at: int) -> bool:
    """Whether a stop word is part of a name: a surname behind a given name, or a given name before a surname."""
    if not is_home(words[at].text):
        return False
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    behind = before and before.kind == "word" and before.capital and given_sex(before.text) is not None
    return bool(behind or (after and after.capital and (is_surname(after.lower) or _is_russian_surname(after.lower))))


@lru_cache(maxsize=20_000)
def _is_russian_surname(word: str) -> bool:
    """Whether a word is a surname in -ов, -ев or -ин in a Kazakh case: Мұхамеджановты."""
    return any(is_surname(base) for base, _ in kk_forms.cases(word)[1:])


def _naming(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> Naming | None:
    if last - first == 1:
        return _single(words, first, lexicon)
    parts = tuple(plain(word) for word in words[first:last])
    names = analyses(parts, lexicon.code) if len(parts) > 1 else ()
    if not names or is_namesake(words, first, last, lexicon) or _is_cut_off(words, last, names[0]):
        return None
    if names[0].pattern in _LONG and not _is_long(words, first, lexicon):
        return None
    if names[0].pattern in CEDING and _begins_name(words, first + 1, lexicon):
        return None
    if names[0].pattern in _CEDING_TO_SURE and _begins_name(words, first + 1, lexicon, sure=True):
        return None
    before, after = _agreeing(_title_before(words, first, lexicon), names, lexicon), title_after(words, last, lexicon)
    if names[0].pattern in WEAK:
        told = bool(before or after) or is_aged(words, last)
        names = tuple(name for name in names if _stands(words, first, name, lexicon, titled=told))
    return Naming(first, last, _by_title(names, before), before, after) if names else None


def _title_before(words: Sequence[Word], first: int, lexicon: Lexicon) -> TitlePhrase | None:
    """The title before a name; `woman` and `man` only beside it: `a woman in | Alma County` is nobody's name."""
    title = title_before(words, first, lexicon)
    sexed = title is not None and title.title.group in SEXED
    return None if title and sexed and title.head + title.size < first else title


def _agreeing(title: TitlePhrase | None, names: tuple[Name, ...], lexicon: Lexicon) -> TitlePhrase | None:
    """The title, if its case can be the name's: `на вопрос журналиста | Нурлан Беков ответил`."""
    cases = {name.case for name in names}
    if title is None or lexicon.code != "ru" or "*" in cases or "*" in title.title.cases:
        return title
    return title if cases & title.title.cases else None


def _is_long(words: Sequence[Word], first: int, lexicon: Lexicon) -> bool:
    """Whether a third, unlisted word is a part of the name: `Яго Матео Веласко`, not `Асқар Мамин АҚ-ты`."""
    short = analyses(tuple(plain(word) for word in words[first : first + 2]), lexicon.code)
    last = words[first + 2]
    whole = any(name.pattern in ("gs", "sg") for name in short)
    whole = whole or _begins_name(words, first + 1, lexicon, sure=True)
    whole = whole or is_home(words[first].text)  # names of Kazakhstan have two words, or a patronymic
    return not whole and "-" not in last.text and not last.text.isupper() and last.kind == "word"


def _is_cut_off(words: Sequence[Word], last: int, name: Name) -> bool:
    """Whether a name goes on behind an ellipsis: `министр Асылжан Мамытбе…`."""
    after = words[last] if last < len(words) else None
    cut = after is not None and after.text[0] in ".…" and after.text != "." and after.start == words[last - 1].end
    return cut and not is_surname(name.nominative.rpartition(" ")[2].lower())


def _begins_name(words: Sequence[Word], at: int, lexicon: Lexicon, *, sure: bool = False) -> bool:
    """Whether a given name and a surname stand here: `адвокат Бишимбаева | Ерлан Газымжанов`."""
    parts = tuple(plain(word) for word in words[at : at + 2])
    if len(parts) < 2 or not all(word.capital and word.kind == "word" for word in words[at : at + 2]):
        return False
    patterns = ("gs", "gp") if sure else ("gs", "gp", "gg", "gi", "gio", "gis", "gps", "ggs", "gos", "go")
    return any(name.pattern in patterns for name in analyses(parts, lexicon.code))


def _by_title(names: tuple[Name, ...], before: TitlePhrase | None) -> tuple[Name, ...]:
    """The readings whose case is the title's; a name that shows no case comes after those that do."""
    if before is None:
        return names
    fitting = [name for name in names if name.case in before.title.cases]
    unmarked = [name for name in names if name.case == "*"]
    return tuple(fitting + unmarked if "nom" not in before.title.cases else unmarked + fitting) or names


def _stands(words: Sequence[Word], first: int, name: Name, lexicon: Lexicon, *, titled: bool) -> bool:
    if titled or (name.pattern == "io" and words[first].end == words[first + 1].start):
        return True
    if name.pattern in TITLED or name.surname.endswith(("ский", "ская", "sky")):
        return False
    opens = first == 0 or words[first - 1].text in '.!?…:«“"–—-'
    unknown = name.pattern.index("o")
    if unknown > 0:
        return True
    if lexicon.code == "ru" and name.pattern == "os" and is_surname(name.surname):
        return not is_common_word(words[first].lower)
    return not opens and not (lexicon.code == "ru" and is_common_word(words[first].lower))


def _single(words: Sequence[Word], at: int, lexicon: Lexicon) -> Naming | None:
    """A surname alone, directly after a title: `министр Беков`; a president's also without one."""
    if words[at].kind != "word":
        return None
    if polite := addressed(words, at, lexicon):
        return Naming(at, at + 1, polite, title_before(words, at, lexicon), None)
    if not _names_somebody(plain(words[at]), lexicon.code):
        return None
    surnames = [r for r in readings(plain(words[at]), lexicon.code, True) if r.role == "s"]
    given = called(words, at, lexicon)
    if not (given or surnames) or is_namesake(words, at, at + 1, lexicon):
        return None
    before = title_before(words, at, lexicon)
    adjacent = before and lexicon.titles.find(words, at - 1)
    if names := given or (president(words, at, surnames) if before is None else ()):
        return Naming(at, at + 1, names, None, None)
    if not before or not adjacent or adjacent[0].group not in OFFICES:
        return None
    names = tuple(
        bare(r)
        for r in surnames
        if (r.case == "*" or r.case in before.title.cases) and not r.nominative.endswith(("ский", "ская"))
    )
    return Naming(at, at + 1, names[:1], before, None) if names else None


@lru_cache(maxsize=20_000)
def _names_somebody(word: str, language: str) -> bool:
    """Whether a capitalised word can be a surname or a given name at all: those that begin sentences mostly cannot."""
    return any(reading.role in ("s", "g") for reading in readings(word, language, True))


def is_namesake(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether the words beside a name make it that of a street, a school or a prize."""
    before = words[first - 1].lower if first else ""
    if before in _SETTLEMENTS and _begins_name(words, first, lexicon, sure=True) and last - first > 1:
        before = ""  # chief physician of the city | Elvira Issabayeva
    if before == "after" and not (first > 1 and words[first - 2].lower.endswith("named")):
        before = ""  # just weeks after Boris Johnson called
    dotted = words[first - 2].lower if before == "." and first > 1 else before  # ул. Абая
    if lexicon.namesake_before & {before, dotted} and not title_before(words, first, lexicon):
        return True
    after = words[last].text if last < len(words) else ""
    if lexicon.named & {before, dotted, after} or after in lexicon.namesake_after:
        return True
    return before in ("«", "“", '"') and after in ("»", "”", '"')
