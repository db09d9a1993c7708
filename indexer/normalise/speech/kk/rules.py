"""Kazakh attribution: a verb that closes its clause and the first nominative; деді X behind a quotation; айтуынша.

Where no subject is left, the speaker of the sentence before goes on (a finite verb of the third person drops its
pronoun), but only directly behind such a sentence and only if nobody else is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.normalise.speech.attribution import (
    Attribution,
    after_quote,
    attributed,
    colon,
    has_mark,
    label,
    listed,
    own_source,
)
from indexer.normalise.speech.clause import QUOTE, Clause, Subject, Told
from indexer.normalise.speech.kk import forms as kk_forms
from indexer.normalise.speech.kk.dropped import NOMINALISED, leaves_out

_STOPS = ".;!?"
_CLOSERS = frozenset(".,;:!?…–—-»(" + QUOTE)

_PARTICIPLE = re.compile(r"[ғг]ан$|ген$|[қк]ан$|кен$")
_OWNED = re.compile(r"(?<=...)(?:с[ыі]|[^аеоөұүыіуияю][ыі])$")  # енесі, тұрғыны
_GENITIVE = re.compile(r"(?<=..)[нтд][ыі]ң$")
_POSSESSED = re.compile(r"(?<=...)(?:с?[ыі](?:на|не|нда|нде|нан|нен|ның|нің)|[ыі]мен|сымен|сімен)$")  # отырысында
_THING = re.compile(r"(?<=..)(?:[аеоөұүыіуияю]с|[мрзс])[ыі]$(?<!осы)(?<!келесі)(?<!бірі)(?<!бәрі)")  # қорытындысы


def attribute(clause: Clause) -> list[Attribution]:
    """The attributions of a Kazakh sentence."""
    found = list(_introduced(clause))
    for told in clause.verbs:
        if not _closes(clause, told) and not _saying(clause, told):
            continue
        if found and told.verb.agreement == "conv":
            continue  # what the one who is cited says of others
        if told.verb.sense == "quote" and not _saying(clause, told) and not _reports(clause, told):
            continue
        found += _told(clause, told)
    found += _participles(clause)
    if not found and (labelled := label(clause) or colon(clause)):
        found.append(labelled)
    return found


def _closes(clause: Clause, told: Told) -> bool:
    """Whether the verb stands at the end of its clause; a converb (айтып) or conditional (айтса) before a comma,
    or any form before an auxiliary that stands there: `айтқан болатын`, `айтып отыр`.
    """
    rest = clause.tokens[told.end :]
    helped = bool(rest) and rest[0].lower in clause.lexicon.small("auxiliary")
    if told.verb.agreement in ("conv", "cond") and not helped:
        return bool(rest) and rest[0].text == ","
    rest = rest[1:] if helped else rest
    return not rest or rest[0].text in _CLOSERS


def _contrasts(clause: Clause, told: Told) -> bool:
    """Whether the verb closes a clause beside another with its own subject: `X есеп берсе, Y …`, `X айтты, Y …`."""
    begins = any(
        one.kind == "name" and one.nominative for one in clause.after(told.end)[:1] if one.first == told.end + 1
    )
    finite = not told.verb.agreement and clause.tokens[told.end].text == "," and begins
    return told.verb.agreement == "cond" or finite


def _saying(clause: Clause, told: Told) -> bool:
    """Whether the verb is деді, stands behind деп, or follows a quotation with its dash."""
    if told.verb.lemma == "де":
        return clause.tokens[told.at].lower != "деген" or _closes(clause, told)
    near = clause.words(max(0, told.at - 3), told.at)
    return "деп" in near or "дегенді" in near or after_quote(clause, told.at)


def _reports(clause: Clause, told: Told) -> bool:
    """Whether a nominalised clause is the object of the verb: `жеделдетуді тапсырды`, `екенін де қосты`; or it is
    `жауап берді`, which in the present tells what somebody is responsible for.
    """
    if told.verb.lemma == "жауап бер":
        return clause.tokens[told.end - 1].lower == "берді"
    before = [word for word in clause.words(max(0, told.at - 2), told.at) if word not in ("да", "де", "та", "те")]
    about = [word for word in clause.words(0, 3) if word not in (",", "ал")][:2]
    this = about[:1] in (["бұл"], ["осы"]) and about[1:] in (["туралы"], ["жөнінде"], ["жайлы"], ["жайында"])
    return this or (bool(before) and NOMINALISED.search(before[-1]) is not None)


def _participles(clause: Clause) -> Iterator[Attribution]:
    """`сөз сөйлеген X … тіледі`: a participle of saying directly before the nominative that the sentence is about."""
    for told in clause.verbs:
        if (
            told.verb.lemma == "де"
            or told.verb.sense == "quote"
            or not _PARTICIPLE.search(clause.tokens[told.end - 1].lower)
        ):
            continue
        for subject in clause.after(told.end)[:1]:
            finite = subject.last < len(clause.tokens) and clause.tokens[subject.last].kind != "mark"
            if subject.first == told.end and subject.kind == "name" and subject.nominative and finite:
                yield attributed(clause, subject, told, "participle")


def _told(clause: Clause, told: Told) -> list[Attribution]:
    if _behind_speech(clause, told) and (right := _right(clause, told)):
        return [attributed(clause, one, told, _rule(one, "verb subject")) for one in _list(clause, right)]
    if _behind_speech(clause, told) and not _closes(clause, told):
        return []  # деп хабарлайды ҚазАқпарат: the source is named, but it is no person
    if _is_followed(clause, told):  # қатесі жоқ дейді марқұмның енесі
        right = _right(clause, told)
        return (
            [attributed(clause, one, told, _rule(one, "verb subject")) for one in _list(clause, right)] if right else []
        )
    if _meets(clause, told):
        return []
    left = _left(clause, told)
    if left:
        return [attributed(clause, one, told, _rule(one, "subject verb")) for one in _list(clause, left)]
    if not leaves_out(clause, told):
        return []
    return [Attribution(None, " ".join(clause.words(told.at, told.end)), "dropped pronoun", told.verb.sense)]


def _is_followed(clause: Clause, told: Told) -> bool:
    """Whether деді or деп мәлімдеді has its subject behind it, no comma before: what follows ends in a nominative."""
    reports = told.at and clause.tokens[told.at - 1].lower == "деп"
    finite = not (told.verb.agreement or _PARTICIPLE.search(clause.tokens[told.end - 1].lower))
    if not finite or not (told.verb.lemma == "де" or reports):
        return False
    end = next((at for at in range(told.end, len(clause.tokens)) if clause.tokens[at].kind == "mark"), told.end)
    if end == told.end:
        return False
    return _OWNED.search(clause.tokens[end - 1].lower) is not None or any(s.last == end for s in clause.after(told.end))


def _meets(clause: Clause, told: Told) -> bool:
    """Whether somebody is presented to others: `бізді X мырзамен таныстырды`."""
    with_whom = [s for s in clause.before(told.at) if told.at - s.last <= 1 and s.kind in ("name", "role")]
    return told.verb.lemma == "таныстыр" and any("ins" in s.cases or s.last < told.at for s in with_whom)


def _rule(subject: Subject, rule: str) -> str:
    return "group" if subject.kind == "group" else rule


def _behind_speech(clause: Clause, told: Told) -> bool:
    """Whether what is said stands before the verb, as a quotation or as a clause with a comma: `…, деді хатшы`."""
    start = told.at
    while start and clause.tokens[start - 1].kind != "mark" and told.at - start < 4:
        start -= 1
    mark = clause.tokens[start - 1].text if start else ""
    return mark in (",", "–", "—", "-", QUOTE) and _saying(clause, told)


def _right(clause: Clause, told: Told) -> Subject | None:
    """The first nominative behind the verb; a title before a name goes with it, a comma may close an apposition."""
    following = [s for s in clause.after(told.end) if s.first - told.end <= 16]
    following = [s for s in following if not has_mark(clause, told.end, s.first, _STOPS + QUOTE)]
    names = [s for s in following if s.kind == "name" and s.nominative]
    first = following[0] if following else None
    if first is None:
        return None
    if first.kind == "pronoun" and has_mark(clause, told.end, first.first, ","):
        return None
    if first.kind == "name" or first.kind == "pronoun" or not names:
        return first if first.nominative else None
    plain = not has_mark(clause, first.last, names[0].first, ":") and names[0].first - first.last <= 6
    return names[0] if plain else first


def _left(clause: Clause, told: Told) -> Subject | None:
    """The first nominative of the clause; what stands before a quotation still counts: `X былай деді: «…»`."""
    start = max((i + 1 for i in range(told.at) if _ends_sentence(clause, i)), default=0)
    start = max([start, *(one.end for one in clause.verbs if one.end < told.at and _contrasts(clause, one))])
    candidates = [s for s in clause.before(told.at) if s.first >= start]
    subjects = [s for s in candidates if _stands(clause, s) and not _dependent(clause, s)]
    if len(subjects) > 1 and subjects[0].kind == "group" and subjects[1].first == subjects[0].last:
        return subjects[1]  # топ мүшелері X пен Y
    return _apposed(clause, subjects) if subjects else None


def _ends_sentence(clause: Clause, at: int) -> bool:
    """Whether a mark ends a sentence; within others it ends nothing: `X «Жол қашан салынады?» деген сұраққа …`."""
    if clause.tokens[at].text not in _STOPS:
        return False
    before, behind = clause.words(0, at)[::-1], clause.words(at + 1, len(clause.tokens))
    bracketed = "(" in before and ")" not in before[: before.index("(")] and ")" in behind
    return not bracketed and behind[:1] not in (["»"], ["”"], ['"'])


def _apposed(clause: Clause, subjects: list[Subject]) -> Subject:
    """The name behind titles that commas part: `мәслихат депутаты, лицей директоры X`; else the first subject."""
    if (called := _called(clause, subjects[0])) is not None:
        return called
    at = 0
    while at + 1 < len(subjects) and subjects[at].kind == "role":
        behind = clause.words(subjects[at].last, subjects[at].last + 1)
        near = subjects[at + 1].first == subjects[at].last + 1
        borne = near and (behind == ["болған"] or _is_trade(clause, subjects[at + 1]))  # мүшесі болған X
        if behind not in ([","], ["–"], ["—"], ["-"]) and not borne:
            break
        at += 1
    return subjects[at] if subjects[at].kind == "name" else subjects[0]


def _called(clause: Clause, role: Subject) -> Subject | None:
    """The name before a role that tells who is called so: `X есімді кәсіпқой боксшы`."""
    names = [s for s in clause.before(role.first) if s.kind == "name" and s.last == role.first - 1]
    word = clause.tokens[role.first - 1].lower if role.first else ""
    return names[-1] if role.kind == "role" and names and word in clause.lexicon.small("called") else None


def _is_trade(clause: Clause, name: Subject) -> bool:
    """Whether the word before a name is an unlisted trade: `сайысқа қатысушы сүңгуір X`."""
    word = clause.tokens[name.first - 1]
    small = word.kind == "word" and not word.capital and word.lower not in clause.lexicon.small("title_break")
    bare = len(kk_forms.cases(word.lower)) == 1 and kk_forms.possessed_case(word.lower) is None
    return name.kind == "name" and small and bare and not clause.lexicon.verbs.closes(word.lower)


def _stands(clause: Clause, subject: Subject) -> bool:
    """Whether a form can be the subject: a nominative, or `X-тің өзі` (X himself)."""
    return subject.nominative or ("gen" in subject.cases and clause.words(subject.last, subject.last + 1) == ["өзі"])


def _dependent(clause: Clause, subject: Subject) -> bool:
    """Whether a nominative depends on what follows: `Уорд туралы`, `облыс әкімі аппаратының басшысы`, `Үкімет
    отырысында`; or shares the case of the name it is listed with: `Беков пен Сейітовке`.
    """
    following = clause.words(subject.last, subject.last + 1)
    if not following:
        return False
    if subject.kind == "group":
        return _is_owner(clause, subject)
    if following[0] in (*clause.lexicon.small("list"), ","):
        with_it = next((s for s in clause.after(subject.last) if s.first == subject.last + 1), None)
        if with_it and with_it.kind == subject.kind and not with_it.nominative:
            return following[0] != "," or _dependent_list(clause, with_it)
    nested = any(s.kind == "role" and s.first <= subject.last < s.last for s in clause.subjects if s is not subject)
    return following[0] in clause.lexicon.small("postposition") or (subject.kind == "role" and nested)


def _dependent_list(clause: Clause, following: Subject) -> bool:
    """Whether a list goes on behind a name in another case: no new clause begins there."""
    return clause.words(following.last, following.last + 1)[:1] in ([word] for word in clause.lexicon.small("list"))


def _is_owner(clause: Clause, group: Subject) -> bool:
    """Whether a body only tells of what: `Үкімет отырысында`, `жастар кадр резервіне`, `агенттігінің жиынында`,
    `Кеңес қорытындысы бойынша`.
    """
    if _GENITIVE.search(clause.tokens[group.last - 1].lower):
        return True
    behind = clause.words(group.last, group.last + 2)
    return _THING.search(behind[0]) is not None or any(_POSSESSED.search(word) for word in behind)


def _list(clause: Clause, subject: Subject) -> list[Subject]:
    if not subject.nominative:
        return [subject]
    names = listed(clause, subject, clause.lexicon.small("list"))
    return names[: next((at for at, name in enumerate(names) if not name.nominative), len(names))] or [subject]


def _introduced(clause: Clause) -> Iterator[Attribution]:
    for told in clause.introducers:
        if told.verb.sense == "own":
            yield attributed(clause, own_source(clause, told, ""), told, "introducing phrase")
            continue
        case = "dat" if told.verb.sense == "to" else "gen"
        sources = [s for s in clause.before(told.at) if s.last == told.at and case in s.cases]
        if told.at == 0 and not clause.has_quote and case == "gen":
            dropped = Subject("pronoun", told.at, told.end, frozenset({"nom"}))
            yield Attribution(dropped, told.verb.lemma, "dropped pronoun", "said")  # Айтуынша, …
        for source in sources[-1:]:
            with_it = [s for s in clause.before(source.first) if s.kind == source.kind == "name" and s.nominative]
            if with_it and clause.words(with_it[-1].last, source.first)[:2] in (
                [w] for w in clause.lexicon.small("list")
            ):
                yield attributed(clause, with_it[-1], told, "introducing phrase")
            yield attributed(clause, source, told, _rule(source, "introducing phrase"))
