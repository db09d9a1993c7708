"""Titles beside names: where `председатель Совета X`, `X, Chair of the Council,`, `Кеңес төрағасы X` begin and end.

A title phrase is the title with the words that belong to it: in Russian and English those after it, in Kazakh those
before it. Between a title and its name there is no verb, no comma and no conjunction that opens another part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analyzers.kk.automaton import NOUN
from analyzers.kk.lexicon import listed as kazakh_stems
from analyzers.ru.grammar import is_finite
from indexer.normalise.speech.kk import forms as kk_forms
from indexer.normalise.speech.lexicon import Lexicon, Title
from indexer.normalise.speech.words import Word

_REACH = 17  # words of a title phrase
_TAIL = 14  # words of a Russian or English title behind its noun
_ADVERB = re.compile(r"(?<![ое]г)о$")  # экстренно, высоко: not первого
_QUOTES = {"»": "«", "”": "“", "“": "„"}
_QUOTE_MARKS = frozenset('«»“”„"')
_VERBAL = re.compile(r"у(?:[шс][ыі]\w*|ды\w*|ді\w*)?$")  # мұрасын зерттеуші, өнерін дамыту
_NEGATED = ("маған", "меген", "баған", "беген", "паған", "пеген")
_KK_LOOSE = {"dat", "acc", "loc", "abl", "ins"}


class TitlePhrase(NamedTuple):
    """A title in a text: its words [first, last), where the title itself stands, the entry, whether a deputy's."""

    first: int
    last: int
    head: int
    title: Title
    deputy: bool
    size: int = 1


def title_at(words: Sequence[Word], at: int, lexicon: Lexicon) -> TitlePhrase | None:
    """The title that begins at a word, without the words that belong to it."""
    if not (found := lexicon.titles.find(words, at)):
        return None
    title, length = found
    first = at
    while lexicon.code == "en" and first and _leads(words[first - 1], lexicon):
        first -= 1
    deputy = title.group == "deputy" or any(word.lower in ("deputy", "vice") for word in words[first:at])
    return TitlePhrase(first, at + length, at, title, deputy, length)


def _leads(word: Word, lexicon: Lexicon) -> bool:
    """Whether an English word before a title belongs to it: `first deputy`, `CEC Chairman`, `Senate Speaker`."""
    body = (word.text.isupper() and len(word.text) > 1) or (word.capital and word.lower in lexicon.groups)
    return word.lower in lexicon.small("title_lead") or body


def title_before(words: Sequence[Word], at: int, lexicon: Lexicon) -> TitlePhrase | None:
    """The title phrase that ends where a name begins."""
    if lexicon.code == "kk":
        return _kazakh_before(words, at, lexicon)
    best: TitlePhrase | None = None
    position = at
    before = words[at - 1].lower if at else ""
    begun = [i for i in range(max(0, at - _REACH), at) if words[i].lower in lexicon.titles.first_words]
    if not begun or before in lexicon.small("title_link" if lexicon.code == "en" else "governing"):
        return None
    while position > begun[0] and (position := _step_back(words, position, at, lexicon)) >= 0:
        phrase = title_at(words, position, lexicon)
        if best and phrase and _holds(words, phrase, best, lexicon):
            best = phrase._replace(last=at)
            continue
        if phrase and _joins(words, phrase, at, lexicon):
            longer = best and phrase.head + phrase.size > best.head  # State Counsellor, behind Counsellor
            if best and not longer and best.title.cases.isdisjoint({"gen"}):
                break  # a second nominative or oblique title opens its own phrase
            best = phrase._replace(last=at)
    return best


def _holds(words: Sequence[Word], phrase: TitlePhrase, inner: TitlePhrase, lexicon: Lexicon) -> bool:
    """Whether an English title names whom it serves: `Adviser to the President of the Republic X`."""
    between = [word.lower for word in words[phrase.last : inner.first]]
    serves = phrase.title.group in ("counsel", "deputy", "secretary", "spokes") and inner.last - inner.head > 2
    return lexicon.code == "en" and serves and between in (["of", "the"], ["to", "the"], ["for", "the"])


def _step_back(words: Sequence[Word], position: int, at: int, lexicon: Lexicon) -> int:
    position -= 1
    if position < 0 or at - position > _REACH:
        return -1
    word = words[position]
    if word.text in _QUOTES or word.text == '"':
        return _opening(words, position, at - _REACH)
    if word.text == "«" and any(other.text == "»" for other in words[position:at]):
        return position  # АО «НАК «Тобол» Беков: one mark closes two names
    return -1 if word.kind == "mark" or _breaks(words, position, lexicon) else position


def _opening(words: Sequence[Word], closing: int, reach: int) -> int:
    """Where the quotation marks of a proper name open that close at a word; -1 where they do not, or far away."""
    opening = _QUOTES.get(words[closing].text, '"')
    return next((i for i in range(closing - 1, max(-1, reach), -1) if words[i].text == opening), -1)


def _breaks(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    return _is_told(words, at, lexicon) or (lexicon.code == "en" and words[at].lower in lexicon.small("title_break"))


def _is_told(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is a verb: a title ends before it."""
    word = words[at]
    if lexicon.code == "en":
        told = word.lower.endswith("ed") and word.lower not in ("united", "limited")
        return not word.capital and (told or bool(lexicon.verbs.find(words, at)))
    return word.kind == "word" and not word.capital and is_finite(word.lower)


def _joins(words: Sequence[Word], phrase: TitlePhrase, at: int, lexicon: Lexicon) -> bool:
    return lexicon.code != "en" or phrase.last >= at or words[phrase.last].lower in lexicon.small("title_link")


def _kazakh_before(words: Sequence[Word], at: int, lexicon: Lexicon) -> TitlePhrase | None:
    for length in (3, 2, 1):
        if at - length >= 0 and (found := lexicon.titles.find(words, at - length)) and found[1] == length:
            first = kazakh_phrase_start(words, at - length, lexicon)
            return TitlePhrase(first, at, at - length, found[0], found[0].group == "deputy", length)
    return None


def kazakh_phrase_start(words: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """Where the words before a Kazakh title begin to belong to it: words in another case than the genitive do not."""
    position = at
    while position and at - position < _REACH:
        word = words[position - 1]
        if word.text in _QUOTE_MARKS:
            opening = _opening(words, position - 1, at - _REACH)
            if opening < 0:
                break
            position = opening
            continue
        if _coordinates(words, position - 1, lexicon):
            position -= 2
            continue
        if word.kind == "mark" or _is_adjunct(words, position - 1, lexicon) or _is_clause_end(words, position - 1):
            break
        position -= 1
    return position


def _coordinates(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether `and` joins two things that one body is for: `Мәдениет және спорт министрі`, not `X пен облыс әкімі`."""
    if not at or words[at].lower not in lexicon.small("list"):
        return False
    before, after = words[at - 1].lower, words[at + 1].lower
    alone = any(word in book for word in (before, after) for book in (lexicon.titles, lexicon.groups))
    return not alone and (_is_stem(before) or before.endswith("у"))


def _is_clause_end(words: Sequence[Word], at: int) -> bool:
    """Whether a participle closes a clause of its own: `сапармен келген | Сербия Президенті`, but `еңбек сіңірген`."""
    word, after = words[at], words[at + 1]
    if word.lower.endswith(_NEGATED):
        return True  # сөйлете алмаған | блогер
    if word.capital or not word.lower.endswith(("ған", "ген", "қан", "кен")):
        return False
    before = words[at - 1].lower if at else ""
    cases = {case for _, case in kk_forms.cases(before)[1:]} if before else set()
    cases.add(kk_forms.possessed_case(before) or "nom")
    return after.capital or bool(cases & _KK_LOOSE)  # жиынға қатысқан | облыс әкімі


def _looks_declined(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word only looks like a case or a conjunction: Қазақстан, `Төтенше және Өкілетті Елшісі`, `жемқорлыққа
    қарсы қызмет`; a capital one that is a stem as it stands owns the possessed word behind it: `Қарағанды облысының
    әкімі`, `Команда капитаны`."""
    word, before = words[at].lower, words[at - 1].lower if at else ""
    if (word, before) == ("және", "төтенше") or word in lexicon.small("undeclined") or words[at + 1].lower == "қарсы":
        return True
    return words[at].capital and (word.endswith("стан") or (_is_stem(word) and _is_owned(words[at + 1].lower)))


def _is_owned(word: str) -> bool:
    return kk_forms.is_possessed(word) and not _is_stem(word)


def _is_stem(word: str) -> bool:
    return (word, NOUN) in kazakh_stems()


def _is_adjunct(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    word = words[at]
    if _looks_declined(words, at, lexicon):
        return False
    if word.lower in lexicon.small("title_break") or lexicon.verbs.closes(word.lower) or word.text[0].isdigit():
        return True
    possessed = kk_forms.possessed_case(word.lower)
    if possessed in _KK_LOOSE and not (possessed == "acc" and _VERBAL.search(words[at + 1].lower)):
        return True
    cases = {case for _, case in kk_forms.cases(word.lower)[1:]}
    return bool(cases & _KK_LOOSE) and not word.lower.endswith(("дағы", "дегі", "тағы", "тегі"))


def title_after(words: Sequence[Word], end: int, lexicon: Lexicon) -> TitlePhrase | None:
    """The title phrase of an apposition: `X, chair of the association,`."""
    if lexicon.code == "kk" or end >= len(words) or words[end].text != ",":
        return None
    reach = range(end + 1, min(len(words), end + 2 + _REACH))
    last = next((i for i in reach if words[i].kind == "mark" and words[i].text not in _QUOTE_MARKS), len(words))
    for at in range(end + 1, min(last, end + 6)):
        if _breaks(words, at, lexicon) or words[at].lower in lexicon.small("title_break"):
            return None
        if phrase := title_at(words, at, lexicon):
            if phrase.title.nominative in lexicon.small("reporter") and _is_told(
                words, min(phrase.last, last - 1), lexicon
            ):
                return None  # X, Kazinform correspondent reports
            nominative = phrase.title.cases & {"nom"} or lexicon.code == "ru"
            bounded = _bounded(words, phrase.last, last, lexicon)
            return phrase._replace(first=_skip_article(words, end + 1), last=bounded) if nominative else None
    return None


def _bounded(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> int:
    """Where the words of a title end at the latest: before a verb, another phrase or what `and` adds at the end."""
    closed = last < len(words) and words[last].text == ","
    for at in range(first, last):
        if (not words[at].capital and _is_told(words, at, lexicon)) or opens_phrase(words, at, lexicon):
            return at
        if lexicon.code == "en" and words[at].lower in ("who", "which", "that"):
            return at
        adds = lexicon.code == "en" and words[at].lower == "and" and words[at - 1].capital
        if adds and not closed and at + 1 < last and not words[at + 1].capital:
            return at
    return last


def opens_phrase(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether an English article begins a phrase of its own: `student of the faculty | the opportunity to vote`."""
    if lexicon.code != "en" or words[at].lower not in ("the", "a", "an") or not at:
        return False
    before = words[at - 1]
    return before.lower not in lexicon.small("preposition") | {"and", "or"} and before.kind != "mark"


def role_end(tokens: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """Where the words that belong to a Russian or English title end."""
    if lexicon.code == "en" and (at >= len(tokens) or tokens[at].lower not in lexicon.small("title_tail")):
        return at
    end = at
    while end < len(tokens) and end - at < _TAIL:
        word = tokens[end]
        ends = word.kind == "mark" or word.lower in lexicon.small("tail_end") or lexicon.verbs.find(tokens, end)
        predicate = lexicon.code == "ru" and not word.capital and (is_finite(word.lower) or _ADVERB.search(word.lower))
        if ends or predicate or opens_phrase(tokens, end, lexicon):
            break
        end += 1
    return end


def _skip_article(words: Sequence[Word], at: int) -> int:
    return at + 1 if words[at].lower in ("the", "a", "an") else at
