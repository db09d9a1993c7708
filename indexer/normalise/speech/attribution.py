"""What the rules of a language conclude from a clause, and the helpers they share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from analyzers.ru.grammar import is_finite
from indexer.normalise.speech.clause import QUOTE, Clause, Subject, Told
from indexer.normalise.speech.words import Word


class Attribution(NamedTuple):
    """One source of a clause: its subject (None where the speaker of the sentence before goes on), verb and rule."""

    subject: Subject | None
    verb: str
    rule: str
    sense: str
    sex: str = ""  # what the verb tells of a name: сказала Салтанат Азирбек


_KAZAKH_END = re.compile(r"(?:[дт][ыі]|[ае]д[ыі]|йд[ыі]|керек|қажет|тиіс|бар|жоқ|м[ыі]з|м[ыі]н)$")
_ENGLISH_PREDICATES = frozenset(("is", "are", "was", "were", "will", "must", "should", "has", "have", "can", "need"))
_APPOSITION = 9  # words between a name and its colon
_IN_TITLES = frozenset('«»“”"-')
_FARTHEST = (
    14  # words between two names of a Kazakh or Russian list, where all that is said of the second stands before it
)
Rules = Callable[[Clause], list[Attribution]]


def surface(clause: Clause, told: Told) -> str:
    """The verb or phrase as the text writes it."""
    return " ".join(token.text for token in clause.tokens[told.at : told.end])


def attributed(clause: Clause, subject: Subject, told: Told, rule: str) -> Attribution:
    """The attribution of what a verb tells to a subject."""
    shown = told.verb.agreement if subject.kind == "name" and told.verb.agreement in ("m", "f") else ""
    return Attribution(subject, surface(clause, told), rule, told.verb.sense, shown)


def has_mark(clause: Clause, first: int, last: int, marks: str) -> bool:
    """Whether one of the marks stands among tokens [first, last)."""
    return any(token.text in marks for token in clause.tokens[first:last] if token.kind == "mark")


def after_quote(clause: Clause, at: int) -> bool:
    """Whether a quotation, or a dash or comma behind one, stands directly before a token."""
    while at and clause.tokens[at - 1].text in (",", "–", "—", "-", ".", "!", "?", "…"):
        at -= 1
    return bool(at) and clause.tokens[at - 1].text == QUOTE


def joined(clause: Clause, subject: Subject, links: frozenset[str]) -> list[Subject]:
    """The names of a list that ends with a subject: `A, B and C`."""
    names = [s for s in clause.subjects if s.kind == "name" and s.last <= subject.first]
    found = [subject]
    for name in reversed(names):
        if not _linked(clause, name.last, found[0].first, links) or _is_owner(clause, name):
            break
        if len(found) == 1 and not _is_coordinated(clause, name, subject, links):
            break
        found.insert(0, name)
    return found


def _is_coordinated(clause: Clause, name: Subject, last: Subject, links: frozenset[str]) -> bool:
    """Whether an English list may end so: not `after questioning Simpson, Wade said`, `…, and police said`."""
    between = clause.words(name.last, last.first)
    return clause.lexicon.code != "en" or (bool(links & set(between)) and not (last.kind == "group" and "," in between))


def _is_owner(clause: Clause, name: Subject) -> bool:
    """Whether an English name only tells whose somebody is: `brother of X, director Y`."""
    before = clause.words(name.first - 1, name.first) if name.first else []
    return clause.lexicon.code == "en" and before == ["of"] and name.title is None


def listed(clause: Clause, subject: Subject, links: frozenset[str]) -> list[Subject]:
    """The names of a list around a subject, those before it and those behind: `A, B and C`."""
    if subject.kind != "name":
        return [subject]
    names = joined(clause, subject, links)
    for following in clause.after(subject.last):
        if following.kind == "role" or (following.kind == "group" and clause.lexicon.code == "kk"):
            continue  # the first of two titles of the next name, or a body in its title
        if following.kind != "name" or not _linked(clause, names[-1].last, following.first, links):
            break
        names.append(following)
    return names


def coordinated(clause: Clause, source: Subject) -> list[Subject]:
    """A source and the names that `and` adds to it: `по словам A и B`, `according to A and B`."""
    found = [source]
    links = clause.lexicon.small("list")
    for name in clause.after(source.last) if source.kind == "name" else ():
        linked = name.first == found[-1].last + 1 and clause.tokens[name.first - 1].lower in links
        if name.kind != "name" or not linked or not (name.cases & source.cases):
            break
        found.append(name)
    return found


def _linked(clause: Clause, first: int, last: int, links: frozenset[str]) -> bool:
    """Whether only links stand between two names of a list, a further title of the second left out."""
    titles = {at for s in clause.subjects if s.kind == "role" and s.nominative for at in range(s.first, s.last)}
    between = [clause.tokens[at].lower for at in range(first, last) if at not in titles]
    far = len(between) > 1 and between[0] == "," and last - first <= _FARTHEST
    if clause.lexicon.code == "kk" and set(between) == {","} and last - first <= 2 * _FARTHEST:
        return True  # nothing but titles stands between
    if clause.lexicon.code != "en" and far and not any(first <= told.at < last for told in clause.verbs):
        marks = {word for word in between if not word[0].isalnum()} - _IN_TITLES
        predicate = clause.lexicon.code == "ru" and any(_opens_clause(word) for word in between)
        return marks == {","} and between.count(",") <= 2 and not predicate
    return 0 < len(between) <= 3 and all(word in links or word == "," for word in between)


def _opens_clause(word: str) -> bool:
    """Whether a Russian word tells that no further name of a list is being described."""
    return word.startswith("котор") or word in ("что", "где", "когда", "если", "чтобы") or is_finite(word)


def label(clause: Clause) -> Attribution | None:
    """A name and a colon at the beginning: `Нұрлан Әбдіров: «…»`, an interview, a headline; or a name as signature."""
    if signed := _signed(clause):
        return signed
    first = clause.subjects[0] if clause.subjects else None
    if not first or first.kind != "name" or first.first > 0 or first.last >= len(clause.tokens):
        return None
    at = _described(clause, first)
    colon, rest = clause.tokens[at], clause.tokens[at + 1 :]
    if colon.text != ":" or len(rest) < 1 or not first.nominative:
        return None
    rest = rest[1:] if rest[0].text in ("–", "—", "-") else rest
    if rest[:1] and rest[0].text != QUOTE and (len(rest) < 3 or not rest[0].capital):
        return None
    return Attribution(first, ":", "label", "said")


def _described(clause: Clause, name: Subject) -> int:
    """Where the words about a name end before a colon: `Ерлан Асанов, мектеп директоры | : – Бала көп`."""
    reach = range(name.last + 2, min(len(clause.tokens) - 1, name.last + _APPOSITION))
    at = next((i for i in reach if clause.tokens[i].text == ":"), name.last)
    titled = any(s.kind == "role" and s.first == name.last + 1 and s.last == at for s in clause.subjects)
    dashed = at > name.last and (titled or clause.tokens[at + 1].text in ("–", "—", "-"))
    tells = any(name.last <= told.at < at for told in clause.verbs)
    apposed = clause.tokens[name.last].text == "," and not has_mark(clause, name.last + 1, at, ",.;!?" + QUOTE)
    return at if dashed and apposed and not tells else name.last


def _signed(clause: Clause) -> Attribution | None:
    """A quotation, a dash and a name, perhaps with a post behind it, that ends the line."""
    marks = (".", ",", "!", "?", "…")
    tokens = [token for token in clause.tokens if token.text not in marks]
    signed = [s for s in clause.subjects if s.kind == "name" and s.nominative and _ends_line(clause, s)]
    opening = [token for token in clause.tokens[: signed[-1].first] if token.text not in marks] if signed else []
    return Attribution(signed[-1], tokens[1].text, "label", "said") if len(opening) == 2 and _dashed(tokens) else None


def _ends_line(clause: Clause, name: Subject) -> bool:
    """Whether nothing stands behind a name but a post between commas: `Марат Беков, аким области.`"""
    ends = [s.last for s in clause.subjects if s.kind == "role" and s.first == name.last + 1]
    apposed = clause.words(name.last, name.last + 1) == [","]
    return not [t for t in clause.tokens[ends[0] if ends and apposed else name.last :] if t.kind != "mark"]


def _dashed(tokens: Sequence[Word]) -> bool:
    return tokens[0].text == QUOTE and tokens[1].text in ("–", "—", "-")


def headline(clause: Clause) -> Attribution | None:
    """A title that ends in a dash and a name, behind a whole sentence: `Дорогу сдадут осенью – аким Марат Беков`."""
    last = clause.subjects[-1] if clause.subjects else None
    if last is None or last.kind != "name" or not last.nominative or clause.tokens[last.last :]:
        return None
    dash = last.first - 1
    said = clause.tokens[:dash]
    if dash < 3 or clause.tokens[dash].text not in ("–", "—", "-") or not _is_sentence(said, clause.lexicon.code):
        return None
    return Attribution(last, clause.tokens[dash].text, "headline", "said")


def _is_sentence(tokens: Sequence[Word], language: str) -> bool:
    """Whether words have a finite verb or another predicate; in Kazakh it is the last of them."""
    words = [token.lower for token in tokens if token.kind == "word" and not token.capital]
    if language == "ru":
        return any(is_finite(word) for word in words)
    if language == "kk":
        return bool(words) and _KAZAKH_END.search(words[-1]) is not None
    return bool(_ENGLISH_PREDICATES & set(words))


def colon(clause: Clause) -> Attribution | None:
    """A sentence about one person that ends in a colon and a quotation: `X put it down to a simple fact: "…"`."""
    ends = [token.text for token in clause.tokens[-3:]]
    if QUOTE not in ends or ":" not in ends[: ends.index(QUOTE)]:
        return None
    people = [s for s in clause.subjects if s.kind in ("name", "role", "pronoun", "group")]
    if near := _before_colon(clause, people):
        return Attribution(near, ":", "colon", "said")
    first = people[0] if people else None
    named = {s.person for s in people if s.kind == "name"}
    if first is None or first.kind == "group" or not first.nominative or first.first > 3 or len(named) > 1:
        return None
    return Attribution(first, ":", "colon", "said")


def _before_colon(clause: Clause, people: list[Subject]) -> Subject | None:
    """The one name that stands before a colon, or before `өз сөзінде:`, at the end of what the narrator says."""
    at = next((i for i in range(len(clause.tokens) - 1) if clause.tokens[i].text == ":"), 0)
    own = {"өз", "өзінің", "сөзінде"} if clause.lexicon.code == "kk" else set()
    names = [s for s in people if s.kind == "name" and s.nominative and s.last <= at]
    last = names[-1] if names else None
    if last is None or clause.tokens[at + 1].text != QUOTE or len({s.person for s in names}) > 1:
        return None
    return last if own >= set(clause.words(last.last, at)) else None


def own_source(clause: Clause, told: Told, sex: str) -> Subject:
    """Whom `по его мнению` means: a nominative name or role before it in the sentence, else whoever was spoken of."""
    for subject in reversed(clause.before(told.at)):
        if (
            subject.kind in ("name", "role")
            and subject.nominative
            and (not sex or not subject.sex or subject.sex == sex)
        ):
            return subject
    return Subject("pronoun", told.at, told.end, frozenset({"nom"}), sex)
