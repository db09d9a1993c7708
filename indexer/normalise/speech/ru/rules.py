"""Russian attribution: a nominative that agrees with its verb, on either side of it; по словам X, по его мнению.

The verb agrees in number and, in the past, in sex; so a plural verb needs a list of names or is a group's. Behind a
quotation or at the beginning of a clause the subject follows the verb, elsewhere the nearest nominative before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analyzers.ru.grammar import is_finite
from indexer.normalise.speech.attribution import (
    Attribution,
    after_quote,
    attributed,
    colon,
    coordinated,
    has_mark,
    label,
    listed,
    own_source,
)
from indexer.normalise.speech.clause import QUOTE, Clause, Subject, Told

_BEFORE_SOURCE = frozenset(("что", "и", "а", "но", "где", "когда", "также", "однако", "только", "вот"))
_CONTENT = frozenset(("что", "как", "почему", "зачем"))  # behind a comma, what is said
_STOPS = ".;:!?" + QUOTE
_GAP_AFTER, _GAP_BEFORE = 14, 16
_GAP_PASSIVE = 4  # words between `X-ом` and `отмечено`
_TITLE_GAP = 14  # words of a long title that stand between its noun and the name
_OBLIQUE = frozenset(("gen", "*"))
_ADJECTIVE = ("ый", "ий", "ой", "ое", "ее", "ую")


def attribute(clause: Clause) -> list[Attribution]:
    """The attributions of a Russian sentence."""
    found = list(_introduced(clause))
    for told in clause.verbs:
        if told.verb.agreement in ("part", "pass"):
            found += _participial(clause, told)
            continue
        if told.verb.sense in ("quote", "spun") and not _quoted(clause, told):
            if told.verb.lemma not in ("выступить", "обратиться") or not clause.lexicon.small("address") & set(
                clause.words(0, told.at + 8)
            ):
                continue
            told = told._replace(verb=told.verb._replace(sense="topic"))  # с докладом выступил
        if clause.words(told.at - 1, told.at) in (["не"], ["бы"]):
            continue
        subject, rule = _subject(clause, told)
        if subject:
            found += [attributed(clause, one, told, rule) for one in _sources(clause, told, subject)]
    if not found and (labelled := label(clause) or colon(clause)):
        found.append(labelled)
    return found


def _participial(clause: Clause, told: Told) -> list[Attribution]:
    """`слово взял X, рассказавший о …`, `X-ом отмечено`: who stands before the participle, in whatever case."""
    near = 1 if told.verb.agreement == "part" else _GAP_PASSIVE
    for one in reversed(clause.before(told.at) if told.verb.sense == "said" else []):
        gap = clause.words(one.last, told.at)
        who = one.kind == "name" and gap == [","] if near == 1 else "ins" in one.cases and "," not in gap
        if who and len(gap) <= near and not has_mark(clause, one.last, told.at, _STOPS):
            return [attributed(clause, one, told, "participle" if near == 1 else "passive")]
    return []


def _quoted(clause: Clause, told: Told) -> bool:
    behind = [*clause.words(told.end, told.end + 8), ""]
    posted = bool(clause.lexicon.small("network") & set(behind))
    comma = behind.index(",") if "," in behind[:6] else 0
    content = comma > 0 and behind[comma - 1] not in ("том", "того") and behind[comma + 1] in _CONTENT
    return clause.has_quote or posted or content or "что" in behind[:3] or ":" in behind


def _sources(clause: Clause, told: Told, subject: Subject) -> list[Subject]:
    if told.verb.agreement != "p":
        return [_sexed(subject, told)]
    links = clause.lexicon.small("list")
    names = listed(clause, subject, links)
    behind = clause.words(subject.last, subject.last + 1)
    sure = subject.kind == "name" and ("nom" in subject.cases or subject.title is not None)
    lists = sure and bool(behind) and (behind[0] == "," or behind[0] in links)
    return names if len(names) > 1 or subject.kind == "group" or lists else []


def _sexed(subject: Subject, told: Told) -> Subject:
    """A role with the sex that the verb shows: `предупредила исследовательница`."""
    shown = subject.kind == "role" and told.verb.agreement in ("m", "f")
    return replace(subject, sex=told.verb.agreement) if shown else subject


def _subject(clause: Clause, told: Told) -> tuple[Subject | None, str]:
    left, right = _left(clause, told), _right(clause, told)
    if after_quote(clause, told.at) or _opens(clause, told.at):
        subject, rule = (right, "verb subject") if right else (left, "subject verb")
    else:
        subject, rule = (left, "subject verb") if left else (right, "verb subject")
    return subject, "group" if subject and subject.kind == "group" else rule


def _opens(clause: Clause, at: int) -> bool:
    """Whether the verb opens its clause: `Как сообщила X`, `…, добавил он`."""
    previous = clause.tokens[at - 1] if at else None
    return (
        previous is None
        or previous.text in (",", "–", "—", "-", ".")
        or previous.lower in clause.lexicon.small("opener")
    )


def _agrees(subject: Subject, told: Told) -> bool:
    """Whether a subject fits the verb; the title of a woman may be masculine: председатель сообщила."""
    if not subject.nominative:
        return False
    if told.verb.agreement == "n":
        return subject.kind == "group"
    if told.verb.agreement in ("m", "f"):
        if subject.kind == "name" or subject.kind == "pronoun":
            return not subject.sex or subject.sex == told.verb.agreement
        return subject.kind == "role" or (subject.kind == "group" and "nom" in subject.cases)
    return told.verb.agreement != "p" or subject.kind != "pronoun"


def _right(clause: Clause, told: Told) -> Subject | None:
    for subject in clause.after(told.end):
        if subject.first - told.end > _GAP_AFTER or not _reaches(clause, told.end, subject.first):
            return None
        governed = clause.tokens[subject.first - 1].lower in clause.lexicon.small("governing")
        if governed or not _agrees(subject, told):
            if subject.kind in ("pronoun", "group") or "nom" in subject.cases:
                return None
            continue
        return _named_role(clause, subject, told)
    return None


def _reaches(clause: Clause, first: int, last: int) -> bool:
    """Whether verb and subject are one clause: no marks between them but an aside or `одна из первых пациенток,`."""
    if has_mark(clause, first, last, _STOPS):
        return False
    gap = clause.words(first, last)
    commas = gap.count(",")
    aside = commas == 2 and gap[0] == "," and gap[1].endswith(("ая", "яя", "ив", "ав", "ясь", "вшись"))
    one_of = commas == 1 and gap[-1] == "," and "из" in gap and bool({"один", "одна"} & set(gap))
    return commas == 0 or aside or one_of


def _named_role(clause: Clause, subject: Subject, told: Told) -> Subject:
    """A title and, behind the words that belong to it, its name: `заявила председатель объединения … Роза Гумарова`."""
    if subject.kind != "role":
        return subject
    for name in clause.after(subject.last):
        gap = clause.words(subject.last, name.first)
        apposed = (_two_titles(gap) and name.title is not None) or (gap[-1:] == [","] and _closes(clause, name, gap))
        near = apposed or (len(gap) <= _TITLE_GAP and not has_mark(clause, subject.last, name.first, "," + _STOPS))
        if near and name.kind == "name" and _agrees(name, told):
            return name
    return subject


def _closes(clause: Clause, name: Subject, gap: list[str]) -> bool:
    """Whether a name behind a comma, with which the sentence ends, is whom its title describes: `заявил тренер, X`."""
    ended = name.last == len(clause.tokens) or clause.tokens[name.last].text in ".;" + QUOTE
    return ended and gap.count(",") == 1 and len(gap) <= _TITLE_GAP


def _two_titles(gap: list[str]) -> bool:
    """Whether the words between two titles of one name end the first: `председатель союза | в Таразе, известный`."""
    after = gap[gap.index(",") + 1 :] if gap.count(",") == 1 else None
    return (
        after is not None and len(gap) <= _TITLE_GAP and len(after) <= 2 and all(w.endswith(_ADJECTIVE) for w in after)
    )


def _related(clause: Clause, told: Told) -> Subject | None:
    """`слово дали X, который рассказал`: the name that который takes up, in whatever case."""
    relative = clause.words(told.at - 2, told.at) if told.at > 1 else []
    if relative[:1] != [","] or relative[1] not in ("который", "которая"):
        return None
    name = next((s for s in clause.before(told.at - 2) if s.last == told.at - 2), None)
    sexed = name is not None and name.kind == "name" and name.sex in ("", told.verb.agreement)
    return name if sexed else None


def _left(clause: Clause, told: Told) -> Subject | None:
    if related := _related(clause, told):
        return related
    for subject in reversed(clause.before(told.at)):
        gap = clause.words(subject.last, told.at)
        if subject.kind == "role" and gap == [","]:
            continue  # the end of an apposition
        if subject.kind == "group" and _visited(clause, subject):
            continue
        if gap == [","] and subject.kind == "name" and _agrees(subject, told) and _is_closed(clause, subject):
            return subject
        if subject.kind != "name" and gap[:1] == [","] and _in_relative(clause, subject):
            continue
        if len(gap) > _GAP_BEFORE or has_mark(clause, subject.last, told.at, _STOPS) or not _one_clause(clause, gap):
            return None
        if not _agrees(subject, told):
            if subject.kind == "group" or (subject.kind == "pronoun" and "nom" in subject.cases):
                return None
            continue
        return _apposed(clause, subject, told)
    return None


def _is_closed(clause: Clause, name: Subject) -> bool:
    """Whether the comma behind a name closes what is said before it, and parts it from no verb of its own."""
    return _begins_aside(clause, name) or _is_named_behind(clause, name)


def _is_named_behind(clause: Clause, name: Subject) -> bool:
    """Whether a name between commas tells who is described before it: `Один из его внуков, Майкл Ванн, сказал`."""
    before = clause.words(0, name.first - 1)
    opens = 1 < name.first <= _GAP_BEFORE and clause.tokens[name.first - 1].text == "," and "," not in before
    return opens and before[0] not in clause.lexicon.small("conjunction") and not any(map(is_finite, before))


def _begins_aside(clause: Clause, name: Subject) -> bool:
    """Whether a comma too many behind a name closes what the sentence began with: `Выступая в Таразе X, отметил`."""
    first = clause.tokens[0].lower
    return first.endswith(("ая", "уя", "яя", "ясь")) and not has_mark(clause, 0, name.first, ",")


def _visited(clause: Clause, group: Subject) -> bool:
    """Whether a body is what somebody did something to before he spoke: `X посетил завод и сообщил`."""
    words = clause.words(max(0, group.first - 2), group.first)
    verb = words[:1] if words and words[-1].endswith(_ADJECTIVE) else words[-1:]
    acting = any(s.kind in ("name", "pronoun", "role") and s.nominative for s in clause.before(group.first))
    return acting and bool(verb) and is_finite(verb[0])


def _in_relative(clause: Clause, subject: Subject) -> bool:
    """Whether a subject stands in a clause with который: `X, который возглавляет агентство, добавил`."""
    start = max((at for at in range(subject.first) if clause.tokens[at].text in (",", ".", ";", ":")), default=0)
    return any(word.startswith("котор") for word in clause.words(start, subject.first))


def _one_clause(clause: Clause, gap: list[str]) -> bool:
    """Whether the words between subject and verb are of one clause: adverbs, or something between two commas."""
    commas = gap.count(",")
    if clause.lexicon.small("conjunction") & set(gap):
        return False
    if commas == 0:
        return True
    return (commas == 2 and (gap[0] == "," or gap[-1] == ",")) or (
        commas == 1 and gap[0] == "," and "котор" in " ".join(gap)
    )


def _apposed(clause: Clause, subject: Subject, told: Told) -> Subject:
    """`X, председатель совета, сообщил`: the name before the apposition."""
    if subject.kind != "role" or not subject.first or clause.tokens[subject.first - 1].text != ",":
        return subject
    names = [s for s in clause.before(subject.first - 1) if s.kind == "name" and s.last == subject.first - 1]
    return names[-1] if names and _agrees(names[-1], told) else subject


def _introduced(clause: Clause) -> Iterator[Attribution]:
    for told in clause.introducers:
        if told.verb.sense == "own":
            sex = "m" if " его " in f" {told.verb.lemma} " else "f"
            yield attributed(clause, own_source(clause, told, sex), told, "introducing phrase")
        elif (_opens_source(clause, told)) and (source := _source(clause, told)):
            rule = "introducing phrase" if source.kind != "group" else "group"
            for one in coordinated(clause, source):
                yield attributed(clause, one, told, rule)


def _opens_source(clause: Clause, told: Told) -> bool:
    """Whether the phrase introduces its clause: `возбуждённое по заявлению X` does not."""
    if told.verb.lemma in ("по словам", "со слов", "по мнению") or told.verb.lemma.endswith(" слова"):
        return True
    before = clause.tokens[told.at - 1] if told.at else None
    return before is None or before.kind == "mark" or before.lower in _BEFORE_SOURCE


def _source(clause: Clause, told: Told) -> Subject | None:
    """The genitive behind по словам: a name with its title, or a title alone."""
    following = clause.after(told.end)
    for subject in following:
        if subject.first - told.end > 8 or has_mark(clause, told.end, subject.first, "," + _STOPS):
            return None
        if subject.kind == "name":
            return subject if _OBLIQUE & subject.cases else None
        if subject.kind == "role" and "gen" in subject.cases:
            behind = [s for s in clause.after(subject.last) if s.kind == "name" and s.first - subject.last <= 3]
            near = behind and not has_mark(clause, subject.last, behind[0].first, "," + _STOPS)
            return behind[0] if near and _OBLIQUE & behind[0].cases else subject
        if subject.kind == "group":
            return subject
    return None
