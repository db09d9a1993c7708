"""What a clause shows of its persons: strangers, names behind a preposition, names that tell whose a role is."""

from __future__ import annotations

from indexer.normalise.names import is_surname
from indexer.normalise.speech.attribution import has_mark
from indexer.normalise.speech.clause import Clause, Subject

_PREPOSITIONS = (["of"], ["with"], ["by"], ["to"], ["for"], ["from"], ["under"])


def has_stranger(clause: Clause) -> bool:
    """Whether somebody is named by a surname that leads to no person of the document, or speaks: `Trump said`."""
    capitals = [at for at, word in enumerate(clause.tokens) if word.capital and word.kind == "word"]
    surnames = [at for at in capitals if is_surname(clause.tokens[at].lower)]
    named = {at for s in clause.subjects if s.kind == "name" for at in range(s.first, s.last)} if surnames else set()
    if any(at not in named for at in surnames):
        return True
    if clause.lexicon.code == "kk" or not clause.verbs:
        return False
    subjects = {at for s in clause.subjects for at in range(s.first, s.last)}
    said = [told for told in clause.verbs if told.verb.sense in ("said", "quote")]
    speaking = {at for told in said for at in (told.at - 1, told.end)}.intersection(capitals) - subjects
    names = [clause.tokens[at].text for at in speaking]
    return any(name.istitle() and name not in clause.lexicon.stops for name in names)  # no CNN


def prepositional(clause: Clause, subject: Subject) -> bool:
    """Whether an English subject stands behind a preposition, perhaps with an article, or owns what follows."""
    if clause.lexicon.code != "en":
        return False
    at = subject.first - (clause.words(subject.first - 1, subject.first)[:1] in (["a"], ["an"], ["the"]))
    owner = subject.last < len(clause.tokens) and clause.tokens[subject.last].kind == "possessive"
    return owner or clause.words(max(0, at - 1), at) in (["in"], *_PREPOSITIONS)


def owns(clause: Clause, role: Subject) -> bool:
    """Whether a role is told by a name, of which it then is another's: `the mother of X`, `X-тің анасы`."""
    if clause.lexicon.code == "en":
        own = [s for s in clause.subjects if s.kind == "name" and role.first < s.first <= role.last + 1]
        return any(prepositional(clause, s) for s in own)
    return any(s.kind == "name" and "gen" in s.cases and role.first <= s.first <= role.last for s in clause.subjects)


def beside(clause: Clause, subject: Subject) -> set[str | None]:
    """Who is named in the clause of a pronoun or a role, but not as its subject."""
    others = [s for s in clause.subjects if s.kind == "name" and not s.nominative]
    if subject.kind == "role":  # of which a full stop may part it, where a blank was lost
        spans = {s.person: sorted((s.last, s.first, subject.last, subject.first))[1:3] for s in others}
        return {person for person, (first, last) in spans.items() if not has_mark(clause, first, last, ".!?")}
    return {s.person for s in others}
