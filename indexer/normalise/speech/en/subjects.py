"""Which of the subjects of an English clause a verb takes: a role with its name, the head of a phrase with `of`."""

from __future__ import annotations

from indexer.normalise.speech.attribution import has_mark
from indexer.normalise.speech.clause import QUOTE, Clause, Subject

_APPOSED = 12  # words between what describes somebody and the name
_TRADES = 4  # words that add a second trade: `investor and AI practitioner X`
_OPEN = 20  # words of an apposition that nothing closes


def whole(clause: Clause, following: list[Subject]) -> Subject:
    """A role and the name behind it (`chief physician X`, `the contractor's engineer, X`) are one subject."""
    first, *rest = following
    if first.kind in ("role", "group") and rest and rest[0].kind == "name":
        between = clause.words(first.last, rest[0].first)
        trades = 2 < len(between) <= _TRADES and between[0] == "and" and "," not in between
        if (
            not between
            or trades
            or (between[-1:] == [","] and between.count(",") == 1 and _is_apposed(clause, first, rest[0]))
        ):
            return rest[0]
    return first


def _is_apposed(clause: Clause, first: Subject, name: Subject) -> bool:
    """Whether a name behind a comma is whom the words before it describe: `a surgeon of the city hospital, X, told`."""
    closes = name.last >= len(clause.tokens) or clause.tokens[name.last].kind == "mark"
    closes = closes or clause.tokens[name.last].lower in clause.lexicon.small("preposition")
    near = name.first - first.last <= (1 if first.kind == "role" else _APPOSED)
    return near and name.nominative and (closes or first.kind == "role") and name.title is None


def headed(clause: Clause, candidates: list[Subject]) -> Subject | None:
    """The nearest candidate, unless a preposition makes it part of something else."""
    nearest = candidates[-1]
    if not nearest.nominative:
        return None
    determiners = clause.lexicon.small("determiner")
    before = [word for word in clause.words(max(0, nearest.first - 2), nearest.first) if word not in determiners]
    if before and before[-1] in clause.lexicon.small("preposition") and not (nearest.kind == "name" and nearest.title):
        return _holder(clause, candidates)
    if before and before[-1] in clause.lexicon.small("preposition"):
        return None
    return None if before[-1:] == ["and"] and _is_governed(clause, candidates) else nearest


def _is_governed(clause: Clause, candidates: list[Subject]) -> bool:
    """Whether the first of two that `and` joins stands behind a preposition: `the talks between X and Y focused on`."""
    near = candidates[-2:-1] if candidates[-1].kind == "name" else []
    joined = bool(near) and candidates[-1].first - near[0].last == 1 and near[0].first > 0
    return joined and clause.tokens[near[0].first - 1].lower in clause.lexicon.small("preposition")


def _holder(clause: Clause, candidates: list[Subject]) -> Subject | None:
    """The role to which a name or role behind `of` belongs: `the adviser to the President said`."""
    if len(candidates) < 2 or candidates[-2].kind not in ("role", "name"):
        return None
    holder, part = candidates[-2:]
    between = clause.words(holder.last, part.first)
    near = len(between) <= 4 and not {",", QUOTE, "."} & set(between)
    return holder if near and holder.kind == "role" and holder.nominative else None


def opened(clause: Clause, candidates: list[Subject], at: int) -> Subject | None:
    """Who begins a sentence before an apposition nothing closes: `X, a professor of law at the university told …`."""
    name = next((s for s in candidates if s.kind == "name" and clause.tokens[s.last].text == ","), None)
    if name is None or at - name.last > _OPEN or any(s.kind == "name" and s is not name for s in candidates):
        return None
    aged = clause.tokens[name.last + 1].text.isdigit() and clause.words(name.last + 2, name.last + 3) == [","]
    start = name.last + (3 if aged else 1)
    begins = name.first == 0 or clause.tokens[name.first - 1].text in (QUOTE, ",")
    described = clause.words(start, start + 1) in (["a"], ["an"], ["the"], ["one"])
    return name if begins and described and not has_mark(clause, start, at, ",.;:!?" + QUOTE) else None
