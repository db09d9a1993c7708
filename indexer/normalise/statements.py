"""Who said what: the statements of a monolingual text, each with its exact span, its speaker and its rule.

A paragraph is cut into sentences (a quotation stays with its attribution), each sentence becomes a clause, the rules
of the language attribute it, and names, roles and pronouns are led back to the persons of the document. A quotation
that goes on belongs to the statement before it. What leads back to nobody has no speaker: null rather than a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

from analyzers.segment import sentences
from corpus.authority_people import people
from corpus.records import TITLE, Person, Statement
from indexer.normalise.offices import CONFIDENCE as OFFICE_CONFIDENCE
from indexer.normalise.roles import Roles
from indexer.normalise.speech.attribution import Attribution, Rules, headline
from indexer.normalise.speech.clause import Clause, Subject, clause
from indexer.normalise.speech.en import rules as en_rules
from indexer.normalise.speech.kk import rules as kk_rules
from indexer.normalise.speech.lexicon import Lexicon, lexicon
from indexer.normalise.speech.passages import Carried, carried
from indexer.normalise.speech.quotes import Span, speech
from indexer.normalise.speech.ru import rules as ru_rules
from indexer.normalise.speech.words import words

_GLUED = re.compile(
    r"(?:(?<=[а-яәғқңөұүһі]{3}[.!?…])|(?<=\s(?:он|ол)[.!?…])|(?<=[а-яәғқңөұүһі.!?][»”\"][.!?…]))"
    r"(?=[«“\"]?(?:[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]|[ВКСОУЯИАӘ]\s[а-яәғқңөұүһі]))"
)  # fmt: skip
_START, _END = attrgetter("start"), attrgetter("end")
_AHEAD = 3  # characters that it looks ahead
_STOP_BEFORE_CAPITAL = re.compile(r"[.!?…][«“\"]?[А-ЯӘҒҚҢӨҰҮҺІ]")  # quickly found; nowhere else was a blank lost
_OPEN = re.compile(  # what ends no sentence: Н.М. | Абдиров, д.м.н. | Омарова
    r"(?:(?<!\w)[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.\s?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.|(?<!\w)[дк]\.\s?[а-я]{1,4}\.\s?н\.)\s*$"
)
_SIGHT = 16  # characters
RULES: dict[str, Rules] = {"kk": kk_rules.attribute, "ru": ru_rules.attribute, "en": en_rules.attribute}
_CONFIDENCE = {"name": 0.95, "role": 0.85, "pronoun": 0.85, "group": 0.6}
_WEAK = {"label": 0.7, "headline": 0.7, "colon": 0.7, "dropped pronoun": 0.7, "office": OFFICE_CONFIDENCE}
_OPENING = frozenset('«“„"')
_DASHED = re.compile(r"[–—-]\s?[a-zа-яёәғқңөұүһі]")
_CLOSING = frozenset('»”"')  # a dash behind one, and no more than a name, say whose words they were
_SIGNATURE = 60  # characters
_SPOKEN = 40  # characters of a quotation that stands alone: a shorter one may be a name
_CARRIED = 0.85  # the speaker of a quotation is named in another paragraph
_BEHIND = 0.7  # the speaker of a quotation is who spoke in the paragraph before
_TOPIC = 0.1  # what is taken off where only the subject of the speech is told


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph (or the title) with what quotations over several paragraphs cover of it."""

    number: int
    text: str
    reach: Carried | None = None


class _Unit(NamedTuple):
    """A sentence with the quotations that belong to it."""

    paragraph: int
    text: str
    start: int
    end: int
    clause: Clause


def statements(
    title: str | None, paragraphs: Sequence[str], language: str, persons: tuple[Person, ...], *, day: str = ""
) -> tuple[Statement, ...]:
    """The statements of a text whose persons are known, in text order; the day tells who held an office then."""
    lex = lexicon(language)
    roles = Roles(persons, [(TITLE, title or ""), *enumerate(paragraphs)], lex, day)
    reach = carried(paragraphs)
    found = {TITLE: _paragraph(_Passage(TITLE, title or ""), roles, lex)}
    for number, text in enumerate(paragraphs):
        if reach[number].after is None:
            roles.focus = roles.focus.next_paragraph()
        found[number] = _paragraph(_Passage(number, text, reach[number]), roles, lex)
    _carry(found, paragraphs, reach)
    _quote_before(found, paragraphs, reach)
    _quote_behind(found, paragraphs, lex)
    return tuple(statement for number in sorted(found) for statement in found[number])


def _carry(found: dict[int, list[Statement]], paragraphs: Sequence[str], reach: Sequence[Carried]) -> None:
    """Gives every paragraph of a quotation to the speaker who is named at its end, or else at its beginning."""
    for last, part in enumerate(reach):
        goes_on = last + 1 < len(reach) and reach[last + 1].after == part.after
        if part.after is None or goes_on:
            continue
        source = _within(found[last], 0, part.head) or _within(found[part.after], reach[part.after].tail, None)
        for number in range(part.after, last + 1) if source and source.speaker else ():
            start = reach[number].tail if number == part.after else 0
            end = reach[number].head if number == last else len(paragraphs[number])
            text = paragraphs[number][start:end]
            if source and text.strip() and not _within(found[number], start, end):
                more = replace(source, text=text, paragraph=number, start=start, end=end, kind="direct")
                more = replace(more, rule="quotation goes on", confidence=min(source.confidence, _CARRIED))
                found[number] = sorted([*found[number], more], key=lambda statement: statement.start)


def _quote_before(found: dict[int, list[Statement]], paragraphs: Sequence[str], reach: Sequence[Carried]) -> None:
    """Gives the quotation before a paragraph that only a dash and the narrator's words open to whom these name."""
    for number in range(1, len(paragraphs)):
        latest = found[number][:1]
        if not _DASHED.match(paragraphs[number]) or not latest or latest[0].start or not latest[0].speaker:
            continue
        last = reach[number - 1]
        first = number - 1 if last.after is None else last.after
        closed = paragraphs[number - 1].rstrip(" ,.!?…")[-1:] in _CLOSING and paragraphs[first][:1] in _OPENING
        for at in range(first, number) if closed and not any(found[at] for at in range(first, number)) else ():
            whole = replace(latest[0], text=paragraphs[at], paragraph=at, start=0, end=len(paragraphs[at]))
            found[at] = [replace(whole, kind="direct", rule="quotation goes on", confidence=_CARRIED)]


def _quote_behind(found: dict[int, list[Statement]], paragraphs: Sequence[str], lex: Lexicon) -> None:
    """Gives a paragraph that is nothing but a quotation to whoever was said to have spoken at the end of the one
    before.
    """
    for number in range(1, len(paragraphs)):
        text, before = paragraphs[number], paragraphs[number - 1]
        latest = found[number - 1][-1:]
        if found[number] or len(text) <= _SPOKEN or text[:1] not in _OPENING or not latest or not latest[0].speaker:
            continue
        whole = speech(text, lex)
        alone = len(whole) == 1 and whole[0].start == 0 and not text[whole[0].end :].strip(" .,;…")
        if alone and not before[latest[0].end :].strip():
            more = replace(latest[0], text=text, paragraph=number, start=0, end=len(text), kind="direct")
            found[number] = [replace(more, rule="quotation behind", confidence=min(more.confidence, _BEHIND))]


def _within(statements: Sequence[Statement], start: int, end: int | None) -> Statement | None:
    """The first statement that shares characters with a span."""
    return next((s for s in statements if start < s.end and (end is None or s.start < end)), None)


def _paragraph(passage: _Passage, roles: Roles, lex: Lexicon) -> list[Statement]:
    found: list[Statement] = []
    for unit in _units(passage, roles, lex):
        told = _of_unit(unit, roles, lex)
        carried_on = passage.reach is not None and passage.reach.tail < unit.end
        if not told and found and _goes_on(unit, found[-1], carried_on=carried_on):
            latest = [statement for statement in found if statement.end == found[-1].end]
            found = found[: -len(latest)] + [_longer(statement, unit) for statement in latest]
        found += told
    return found


def _goes_on(unit: _Unit, latest: Statement, *, carried_on: bool) -> bool:
    """Whether the sentence is nothing but the next quotation of the speaker before, or one behind what he is said to
    have said.
    """
    spoken = [token for token in unit.clause.tokens if token.kind != "mark"]
    if spoken or not unit.clause.has_quote:
        return False
    if latest.kind == "direct" or latest.text.endswith(":"):
        return True
    follows = not unit.text[latest.end : unit.start].strip() and unit.end - unit.start > _SPOKEN
    return follows and latest.speaker is not None and not carried_on


def _longer(statement: Statement, unit: _Unit) -> Statement:
    text = unit.text[statement.start : unit.end]
    return replace(statement, text=text, end=unit.end, kind="direct")


def _units(passage: _Passage, roles: Roles, lex: Lexicon) -> Iterator[_Unit]:
    number, text, reach = passage.number, passage.text, passage.reach
    quotes = speech(text, lex, reach.head, reach.tail) if reach else speech(text, lex)
    tokens, named = words(text), roles.named(number)
    for start, end in _joined(text, _cut(text), quotes):
        inside = tokens[bisect_left(tokens, start, key=_START) : bisect_left(tokens, end, key=_START)]
        names = named[bisect_left(named, start, key=_START) : bisect_left(named, end, key=_START)]
        spoken = quotes[bisect_right(quotes, start, key=_END) : bisect_left(quotes, end, key=_START)]
        yield _Unit(number, text, start, end, clause(inside, spoken, names, lex))


def _cut(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, also where the blank between two was lost: `… связей.Президент …`."""
    stops = [match.start() + 1 for match in _STOP_BEFORE_CAPITAL.finditer(text)]
    if not stops:
        return sentences(text)
    found: list[tuple[int, int]] = []
    for begin, end in sentences(text):
        start = unseen = begin
        if found and _OPEN.search(text, max(found[-1][0], begin - _SIGHT), begin):
            start, seen = found.pop()
            unseen = max(start, seen - _AHEAD)
        inside = stops[bisect_left(stops, unseen) : bisect_left(stops, end)]
        cuts = [at for at in inside if _GLUED.match(text, at, end)]
        found += zip([start, *cuts], [*cuts, end], strict=True)
    return found


def _joined(text: str, spans: Sequence[tuple[int, int]], quotes: Sequence[Span]) -> list[tuple[int, int]]:
    """Sentences, put together again where a cut fell inside a quotation or before a dash that reopens one."""
    found: list[tuple[int, int]] = []
    opened = {quote.start for quote in quotes}
    at = 0
    for start, end in spans:
        cut = found[-1][1] if found else 0
        while at < len(quotes) and quotes[at].end <= start:
            at += 1
        within = at < len(quotes) and quotes[at].start < cut and start < quotes[at].end
        dashed = text[start] in "–—-"
        signed = end - start < _SIGNATURE and text[cut - 1 : cut] in _CLOSING
        reopens = dashed and (start in opened or signed)
        if found and (within or reopens):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _of_unit(unit: _Unit, roles: Roles, lex: Lexicon) -> list[Statement]:
    attributions = RULES[lex.code](unit.clause) if unit.clause.tells else []
    if unit.paragraph == TITLE and not attributions and (named := headline(unit.clause)):
        attributions = [named]
    found: dict[str | None, Statement] = {}
    for attribution in attributions:
        person = roles.resolve(attribution.subject, unit.clause, unit.paragraph, unit.start)
        if (person is None and attribution.subject is None) or _reports(unit.clause, attribution.subject):
            continue  # a dropped pronoun that leads nowhere
        if person:
            roles.show_sex(person, attribution.sex)
        if person not in found and (statement := _statement(unit, attribution, person, roles)):
            found[person] = statement
    if len(found) > 1:
        found.pop(None, None)
    roles.follow(unit.clause, [person for person in found if person], unit.paragraph, unit.start)
    return list(found.values())


def _reports(clause: Clause, subject: Subject | None) -> bool:
    """Whether it is the reporter who passes the news on: `деп хабарлайды тілшісі X`, `our correspondent reports`."""
    if subject is None or subject.kind not in ("name", "role"):
        return False
    title = subject.title.title.nominative if subject.title else ""
    reporters = clause.lexicon.small("reporter")
    return title in reporters or bool(reporters & set(clause.words(max(0, subject.first - 1), subject.first)))


def _statement(unit: _Unit, attribution: Attribution, person: str | None, roles: Roles) -> Statement | None:
    subject = attribution.subject
    ref = subject.kind if subject else "pronoun"
    if person is None and ref not in ("group", "role"):
        return None
    known = roles.persons.get(person) if person else None
    rule = "office" if person and not known else attribution.rule
    confidence = min(_CONFIDENCE[ref], _WEAK.get(rule, 1.0))
    return Statement(
        speaker=person,
        name=known.name if known else people()[person].name(roles.language) if person else None,
        post=known.post if known else _title(unit.clause, subject),
        verb=attribution.verb,
        kind="direct" if unit.clause.has_quote else "indirect",
        ref=ref,
        text=unit.text[unit.start : unit.end],
        paragraph=unit.paragraph,
        start=unit.start,
        end=unit.end,
        language=roles.language,
        confidence=round(confidence - (_TOPIC if attribution.sense == "topic" else 0), 2),
        rule=rule,
    )


def _title(clause: Clause, subject: Subject | None) -> str | None:
    if subject is None or subject.kind != "role":
        return None
    return " ".join(token.text for token in clause.tokens[subject.first : subject.last])
