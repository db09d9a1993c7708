"""What the rules of a language conclude from a clause, and the helpers they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from indexer.normalise.speech.clause import QUOTE, Clause, Subject, Told


class Attribution(NamedTuple):
    """One source of a clause: its subject (None where the speaker of the sentence before goes on), verb and rule."""

    subject: Subject | None
    verb: str
    rule: str
    sense: str


Rules = Callable[[Clause], list[Attribution]]


def surface(clause: Clause, told: Told) -> str:
    """The verb or phrase as the text writes it."""
    return " ".join(token.text for token in clause.tokens[told.at : told.end])


def attributed(clause: Clause, subject: Subject, told: Told, rule: str) -> Attribution:
    """The attribution of what a verb tells to a subject."""
    return Attribution(subject, surface(clause, told), rule, told.verb.sense)


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
        between = clause.words(name.last, found[0].first)
        if not between or len(between) > 2 or not all(word in links or word == "," for word in between):
            break
        found.insert(0, name)
    return found


def label(clause: Clause) -> Attribution | None:
    """A name and a colon at the beginning: `Нұрлан Әбдіров: «…»`, an interview, a headline."""
    first = clause.subjects[0] if clause.subjects else None
    if not first or first.kind != "name" or first.first > 0 or first.last >= len(clause.tokens):
        return None
    colon = clause.tokens[first.last]
    rest = clause.tokens[first.last + 1 :]
    if colon.text != ":" or len(rest) < 1 or not first.nominative:
        return None
    if rest[0].text != QUOTE and (len(rest) < 3 or not rest[0].capital):
        return None
    return Attribution(first, ":", "label", "said")


def colon(clause: Clause) -> Attribution | None:
    """A sentence about one person that ends in a colon and a quotation: `X put it down to a simple fact: "…"`."""
    ends = [token.text for token in clause.tokens[-3:]]
    if QUOTE not in ends or ":" not in ends[: ends.index(QUOTE)]:
        return None
    people = [s for s in clause.subjects if s.kind in ("name", "role", "pronoun", "group")]
    first = people[0] if people else None
    named = {s.person for s in people if s.kind == "name"}
    if first is None or first.kind == "group" or not first.nominative or first.first > 3 or len(named) > 1:
        return None
    return Attribution(first, ":", "colon", "said")


def own_source(clause: Clause, told: Told, sex: str) -> Subject:
    """Whom `по его мнению` means: a nominative name before it in the sentence, else whoever was spoken of."""
    for subject in reversed(clause.before(told.at)):
        if subject.kind == "name" and subject.nominative and (not sex or not subject.sex or subject.sex == sex):
            return subject
    return Subject("pronoun", told.at, told.end, frozenset({"nom"}), sex)
