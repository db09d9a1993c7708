"""English attribution: subject before verb, verb before subject behind a quotation, according to, in his opinion.

A subject stands directly before the verb, or with an apposition between commas, an adverb or a short phrase in between.
What follows a preposition is no subject, nor is a verb after be or to.
"""

from __future__ import annotations

from collections.abc import Iterator

from indexer.normalise.speech.attribution import (
    Attribution,
    after_quote,
    attributed,
    colon,
    coordinated,
    has_mark,
    joined,
    label,
    own_source,
)
from indexer.normalise.speech.clause import QUOTE, Clause, Subject, Told
from indexer.normalise.speech.en.subjects import headed, opened, whole
from indexer.normalise.speech.lexicon import Verb

_GAP = 12
_COORDINATED = 20  # words between a subject and its second verb


def attribute(clause: Clause) -> list[Attribution]:
    """The attributions of an English sentence."""
    found = list(_introduced(clause))
    for told in clause.verbs:
        if told.verb.agreement in ("p", "ing") and not _may_stand(clause, told):
            continue
        if _excluded(clause, told):
            found += _passive(clause, told)
            continue
        subject, rule = _subject(clause, told)
        if subject and not (found and _is_nested(clause, subject, told)):
            found += [
                attributed(clause, one, told, rule) for one in joined(clause, subject, clause.lexicon.small("list"))
            ]
    if not found and (labelled := label(clause) or colon(clause)):
        found.append(labelled)
    return found


def _is_nested(clause: Clause, subject: Subject, told: Told) -> bool:
    """Whether `he` is in what somebody else is said to have said: `X said one of the last things he asked`."""
    earlier = [one for one in clause.verbs if one.end <= subject.first]
    spoken = bool(earlier) and not has_mark(clause, earlier[-1].end, told.at, QUOTE + ";:")
    return spoken and subject.kind == "pronoun"


def _may_stand(clause: Clause, told: Told) -> bool:
    if told.verb.agreement == "ing":
        at = _skip_adverbs(clause, told.at)
        return bool({"is", "was"} & set(clause.words(at, told.at)))
    nearest = clause.before(told.at)[-1:]
    return (
        bool(nearest)
        and "and" in clause.words(nearest[0].first - 1, nearest[0].first)
        and len(joined(clause, nearest[0], clause.lexicon.small("list"))) > 1
    )


def _excluded(clause: Clause, told: Told) -> bool:
    if _is_helped(clause, told.at):
        return told.verb.agreement != "ing"
    quoted = clause.has_quote or _that(clause, told.end) or _on_network(clause, told.end)
    if told.verb.sense == "spun":
        return not (
            after_quote(clause, told.at) or clause.words(told.end, told.end + 1)[:1] in (["that"], ["all"], ["the"])
        )
    return told.verb.sense == "quote" and not quoted


def _is_helped(clause: Clause, at: int) -> bool:
    """Whether an auxiliary stands before a verb, perhaps with adverbs between: `was told`, `was also briefed`."""
    auxiliary = clause.lexicon.small("auxiliary")
    while at and clause.tokens[at - 1].lower not in auxiliary and _is_adverb(clause, at - 1):
        at -= 1
    return at > 0 and clause.tokens[at - 1].lower in auxiliary


def _on_network(clause: Clause, at: int) -> bool:
    """Whether something was written for everybody to read: `posted it on his Facebook page`."""
    return bool(clause.lexicon.small("network") & set(clause.words(at, at + _GAP)))


def _passive(clause: Clause, told: Told) -> Iterator[Attribution]:
    """`it was announced by the Minister X`, `as noted by X`: who stands behind `by`."""
    past = told.verb.agreement == "" and told.verb.sense == "said"
    by = _by(clause, told.end) if past else None
    following = clause.after(by + 1)[:2] if past and by is not None else []
    between = clause.words(by + 1, following[0].first) if following and by is not None else []
    if following and not set(between) - clause.lexicon.small("determiner"):
        for one in coordinated(clause, whole(clause, following)):
            yield attributed(clause, one, told, "passive")


def _by(clause: Clause, first: int) -> int | None:
    """The `by` of a passive, perhaps behind a time and a place: `announced today at the forum in Astana by X`."""
    reach = range(first, min(first + _GAP, len(clause.tokens)))
    at = next((at for at in reach if clause.tokens[at].lower == "by" or clause.tokens[at].kind == "mark"), first)
    other = at > first + 2 and clause.tokens[at - 1].lower.endswith(("ed", "en", "held"))  # chaired by
    return at if at < len(clause.tokens) and clause.tokens[at].lower == "by" and not other else None


def _that(clause: Clause, at: int) -> bool:
    return "that" in clause.words(at, at + 2) or ":" in clause.words(at, at + 4)


def _subject(clause: Clause, told: Told) -> tuple[Subject | None, str]:
    inverted = _inverted(clause, told)
    if inverted:
        return (inverted, "quote verb subject") if inverted.kind != "group" else (inverted, "group")
    direct = _direct(clause, told)
    return direct, "subject verb"


def _inverted(clause: Clause, told: Told) -> Subject | None:
    """`"…," said X`, `…, said X`: the verb follows a quotation or a comma, its subject comes next."""
    previous = clause.tokens[told.at - 1].text if told.at else ""
    if previous in ('"', "”", "'", "’") and clause.words(told.at - 2, told.at - 1) == [","]:
        previous = "–"  # the end of a quotation of a word or two
    if not (after_quote(clause, told.at) or previous in (",", "–", "—")) or told.end >= len(clause.tokens):
        return None
    if previous == "," and not after_quote(clause, told.at) and not _clause_before(clause, told.at):
        return None
    following = clause.after(told.end)
    if not following:
        return None
    between = clause.words(told.end, following[0].first)
    plain = [one for one in clause.tokens[told.end : following[0].first] if not one.capital]
    if len(plain) > 8 or has_mark(clause, told.end, following[0].first, ".;:!?" + QUOTE):
        return None
    commas = [word for word in between if word == ","]
    if previous == "," and not after_quote(clause, told.at) and _opens_complement(clause, following[0]):
        return None
    if (
        any(word in ("that", "to", "about") for word in between)
        or (len(commas) > 1)
        or clause.lexicon.small("preposition") & set(between[:1])
    ):
        return None
    return whole(clause, following)


def _opens_complement(clause: Clause, subject: Subject) -> bool:
    """Whether what follows a verb is what was said: `…, announced he would run`, `…, said his members are worried`."""
    predicates = clause.lexicon.small("auxiliary") | {"has", "have", "had", "will"}
    return subject.kind == "pronoun" or bool(predicates & set(clause.words(subject.last, subject.last + 1)))


def _clause_before(clause: Clause, at: int) -> bool:
    """Whether no subject stands before the verb that could claim it: `Drafts will come first, said X`."""
    nearest = clause.before(at)[-1:]
    if not nearest:
        return True
    between = clause.words(nearest[0].last, at)
    return len(between) > 4 and "," not in between[:1]


def _direct(clause: Clause, told: Told) -> Subject | None:
    at = _skip_adverbs(clause, told.at)
    candidates = clause.before(at)
    if not candidates:
        return None
    nearest = candidates[-1]
    if nearest.last == at:
        return (opened(clause, candidates, at) if nearest.kind == "group" else None) or headed(clause, candidates)
    if clause.tokens[at - 1].lower in ("is", "was"):
        return headed(clause, candidates)
    if clause.words(at - 2, at) == [",", "who"] and nearest.last == at - 2:
        return nearest if nearest.kind == "name" and _tells_content(clause, told) else None
    if clause.tokens[at - 1].text == ",":
        return _behind_apposition(clause, candidates, at)
    if clause.tokens[at - 1].lower == "and" and (first := _of_first_verb(clause, candidates, at)):
        return first
    if described := opened(clause, candidates, at):
        return described
    between = clause.words(nearest.last, at)
    opens = between[0] in clause.lexicon.small("opener") or nearest.kind == "role"
    opens = opens or (nearest.kind == "group" and between[0] == "of")
    if len(between) <= _GAP and opens and not has_mark(clause, nearest.last, at, ",.;:!?" + QUOTE):
        other = "who" in between[1:] or (between[0] != "who" and clause.lexicon.small("conjunction") & set(between))
        return None if other else headed(clause, candidates)
    return None


def _of_first_verb(clause: Clause, candidates: list[Subject], at: int) -> Subject | None:
    """Who did something and then spoke: `X visited the plant and said that …`; no other verb or comma in between."""
    first = next((s for s in candidates if s.kind != "group" and _acts(clause, s.last)), None)
    if first is None or at - first.last > _COORDINATED or has_mark(clause, first.last, at, ",.;:!?" + QUOTE):
        return None
    between = set(clause.words(first.last + 1, at - 1))
    others = any(s is not first and _acts(clause, s.last) for s in candidates if s.first > first.last)
    stopped = others or between & (clause.lexicon.small("conjunction") | {"and", "but", "that", "who", "which"})
    return None if stopped else headed(clause, [first])


def _acts(clause: Clause, at: int) -> bool:
    """Whether a verb in the past follows a subject."""
    at += at < len(clause.tokens) and _is_adverb(clause, at)
    if at >= len(clause.tokens) or clause.tokens[at].capital:
        return False
    word = clause.tokens[at].lower
    return word.endswith("ed") or word in clause.lexicon.small("past")


def _tells_content(clause: Clause, told: Told) -> bool:
    """Whether a relative clause tells speech: `who briefly spoke on …`, not `who added many words to …`."""
    about = clause.words(told.end, told.end + 1) in (["about"], ["on"], ["of"])
    sure = clause.tokens[told.at].lower in clause.lexicon.small("telling")
    return (
        sure
        or about
        or _that(clause, told.end)
        or clause.has_quote
        or told.verb.lemma.endswith((" on", " about", " of"))
    )


def _skip_adverbs(clause: Clause, at: int) -> int:
    while at and _is_adverb(clause, at - 1):
        at -= 1
    for phrase in (["in", "turn"], ["in", "reply"], ["in", "response"], ["in", "conclusion"]):
        if clause.words(at - 2, at) == phrase:
            return at - 2
    return at


def _is_adverb(clause: Clause, at: int) -> bool:
    token = clause.tokens[at]
    return token.lower in clause.lexicon.small("adverb") or (token.lower.endswith("ly") and not token.capital)


def _behind_apposition(clause: Clause, candidates: list[Subject], at: int) -> Subject | None:
    """`X, chair of the association, said`: the name before the pair of commas."""
    for subject in reversed(candidates):
        if has_mark(clause, subject.last, at, ".;:!?" + QUOTE) or at - subject.last > 30:
            return None
        opens = subject.last < len(clause.tokens) and clause.tokens[subject.last].text == ","
        if subject.kind in ("name", "pronoun") and opens and subject.last < at - 1:
            return subject if headed(clause, [subject]) else None
        if (
            subject.kind == "name"
            and clause.words(subject.first - 1, subject.first) == [","]
            and _of(clause, subject, at)
        ):
            return _in_apposition(clause, candidates, subject)
        if subject.kind in ("name", "role", "group") and subject.last == at - 1:
            return _in_apposition(clause, candidates, subject)
    return None


def _of(clause: Clause, name: Subject, at: int) -> bool:
    """Whether a name goes on with where somebody is from: `the expert, X of the University of Taraz, noted`."""
    return clause.words(name.last, name.last + 1) in (["of"], ["from"]) and not has_mark(clause, name.last, at - 1, ",")


def _in_apposition(clause: Clause, candidates: list[Subject], subject: Subject) -> Subject | None:
    """`the chief engineer, Lidiya Savchuk, reported`, or the tail of an apposition behind an earlier name."""
    before = clause.tokens[subject.first - 1].text if subject.first else ""
    earlier = [s for s in candidates if s.last < subject.first and clause.tokens[s.last].text == ","]
    if subject.kind == "name" and before == ",":
        return subject
    names = [s for s in earlier if s.kind == "name" and not has_mark(clause, s.last + 1, subject.last, ".;:!?" + QUOTE)]
    return names[-1] if names and headed(clause, [names[-1]]) else None


def _introduced(clause: Clause) -> Iterator[Attribution]:
    for told in clause.introducers:
        if told.verb.sense == "own":
            sex = "f" if told.verb.lemma.endswith("her") or " her " in told.verb.lemma else "m"
            yield attributed(clause, own_source(clause, told, sex), told, "introducing phrase")
        else:
            yield from _source(clause, told)
    for subject in clause.subjects:
        view = set(clause.words(subject.last + 1, subject.last + 2)) & clause.lexicon.small("view")
        if view and clause.words(subject.first - 1, subject.first) == ["in"]:
            told = Told(subject.first - 1, subject.last + 2, Verb("in the view of", "said", ""))
            yield attributed(clause, subject, told, "introducing phrase")


def _source(clause: Clause, told: Told) -> Iterator[Attribution]:
    following = clause.after(told.end)[:2]
    if not following:
        return
    between = clause.words(told.end, following[0].first)
    if len(between) > 4 or "by" in between or has_mark(clause, told.end, following[0].first, ",.;:" + QUOTE):
        return
    source = whole(clause, following)
    for one in coordinated(clause, source):
        yield attributed(clause, one, told, "introducing phrase" if source.kind != "group" else "group")
