"""Who is meant: roles, pronouns and dropped pronouns led back to the persons of a document.

A title that the document gives a person stands for that person later, if the body agrees (`the head of
the CEC`). A pronoun means the last one spoken of, if the sex agrees; a role that leads nowhere clears that memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.records import Mention, Person
from indexer.normalise.mentions import namings
from indexer.normalise.names import is_surname, readings
from indexer.normalise.speech.clause import Clause, Named, Subject
from indexer.normalise.speech.lexicon import Lexicon
from indexer.normalise.speech.titles import TitlePhrase
from indexer.normalise.speech.words import Word, words

_STEM = 5
_GENERIC = ("speaker", "спикер")
_SMALL = 3  # letters of a word that says nothing about a body


@dataclass(frozen=True, slots=True)
class Focus:
    """The person last spoken of, and how many paragraphs ago."""

    person: str | None = None
    age: int = 0

    def next_paragraph(self) -> Focus:
        """The focus at the beginning of the next paragraph."""
        return replace(self, age=self.age + 1) if self.age < 2 else Focus()


@dataclass(frozen=True, slots=True)
class _Binding:
    """A title that the document gives a person, with the stems of its words and the acronyms they make."""

    person: str
    noun: str
    group: str
    deputy: bool
    stems: frozenset[str]
    acronyms: frozenset[str]


class Roles:
    """The persons of a document with their mentions and titles, and who is in focus while it is read."""

    def __init__(self, persons: Sequence[Person], texts: Sequence[tuple[int, str]], lexicon: Lexicon) -> None:
        self.persons = {person.id: person for person in persons}
        self.language = lexicon.code
        self.focus = Focus()
        self._lexicon = lexicon
        self._named: dict[int, list[Named]] = defaultdict(list)
        self._bindings: list[_Binding] = []
        self._sexes: dict[str, str] = {}
        mentions = sorted((m for p in persons for m in p.mentions), key=lambda m: (m.paragraph, m.start))
        self._places = [(m.paragraph, m.start, m.id) for m in mentions]
        texts_by_number = dict(texts)
        for mention in sorted(mentions, key=lambda m: " " not in m.surface):  # full names first: they tell the sex
            self._add(mention, texts_by_number[mention.paragraph])
        for named in self._named.values():
            named.sort(key=lambda mention: mention.start)

    def named(self, paragraph: int) -> Sequence[Named]:
        """The mentions of a paragraph."""
        return self._named[paragraph]

    def _add(self, mention: Mention, text: str) -> None:
        tokens = words(text)
        naming = next((n for n in namings(text, self.language) if tokens[n.first].start == mention.start), None)
        if naming and (sex := next((name.sex for name in naming.names if name.sex), "")):
            self._sexes.setdefault(mention.id, sex)
        sex = self._sexes.get(mention.id, "")
        cases = naming.cases if naming else _cases(tokens, mention, sex, self.language)
        if _possessive(tokens, mention):
            cases = frozenset({"gen"})
        title = naming.before if naming else None
        start = tokens[title.first].start if title else -1
        self._named[mention.paragraph].append(Named(mention.id, mention.start, mention.end, cases, sex, title, start))
        for phrase in (naming.before, naming.after) if naming else ():
            if phrase:
                self._bindings.append(_binding(mention.id, tokens, phrase))

    def resolve(self, subject: Subject | None, clause: Clause, paragraph: int, start: int) -> str | None:
        """The person a subject means, None where that is not sure."""
        if subject is None:
            return self.focus.person if self.focus.age == 0 else None
        if subject.kind == "name":
            return subject.person
        if subject.kind == "pronoun":
            person = self._of_sex(subject.sex, paragraph, start)
            beside = {other.person for other in clause.subjects if other.kind == "name" and not other.nominative}
            return None if person in beside else person  # he does not meet himself
        return self._of_role(subject, clause, paragraph, start) if subject.kind == "role" else None

    def _of_sex(self, sex: str, paragraph: int, start: int) -> str | None:
        person = self.focus.person
        if person is None or (self.focus.age > 1 and self._others_since(paragraph, start)):
            return None
        if not sex or self._sexes.get(person) == sex:
            return person
        if person not in self._sexes:
            return person if self.focus.age == 0 else None
        near = {p for number, _, p in self._before(paragraph, start) if number >= paragraph - 1}
        fitting = [p for p in near if self._sexes.get(p) == sex]
        return fitting[0] if len(fitting) == 1 else None

    def _others_since(self, paragraph: int, start: int) -> bool:
        """Whether anybody else was named in the last two paragraphs."""
        near = [p for number, _, p in self._before(paragraph, start) if number >= paragraph - 2]
        return any(person != self.focus.person for person in near)

    def _before(self, paragraph: int, start: int) -> list[tuple[int, int, str]]:
        return [place for place in self._places if place[:2] < (paragraph, start)]

    def _of_role(self, subject: Subject, clause: Clause, paragraph: int, start: int) -> str | None:
        title = subject.title
        if title is None:
            return None
        stems = _stems(clause.tokens, title)
        acronyms = _acronyms(clause.tokens, title)
        sexed = [b for b in self._bindings if self._sexes.get(b.person, subject.sex) in ("", subject.sex)]
        known = sexed if subject.sex else self._bindings
        bindings = [b for b in known if _fits(b, title, stems, acronyms)]
        same_noun = {b.person for b in bindings if b.noun == title.title.nominative}
        fitting = same_noun or {b.person for b in bindings}
        if (not fitting and title.title.group == "speaker") or (title.title.nominative == "speaker" and not stems):
            return self.focus.person or next(iter(fitting), None)
        if len(fitting) > 1 and not same_noun:
            return None
        if len(fitting) > 1:
            places = [place for place in self._before(paragraph, start) if place[2] in fitting]
            return places[-1][2] if places else None
        return next(iter(fitting), None)

    def follow(self, clause: Clause, speakers: Sequence[str], paragraph: int, start: int) -> None:
        """Keeps who a sentence was about: its last speaker, else the first person in the nominative."""
        if speakers:
            self.focus = Focus(speakers[-1])
            return
        if _has_stranger(clause):
            self.focus = Focus()
            return
        subjects = [s for s in clause.subjects if s.nominative and s.kind in ("name", "role")]
        subjects = [s for s in subjects if not _prepositional(clause, s)]
        if not subjects:
            return
        person = self.resolve(subjects[0], clause, paragraph, start)
        named = {subject.person for subject in clause.subjects if subject.kind == "name"}
        if person is None and len(named) == 1:
            person = named.pop()
        if person is not None or subjects[0].first < 6:
            self.focus = Focus(person)


def _has_stranger(clause: Clause) -> bool:
    """Whether somebody is named by a surname that leads to no person of the document."""
    named = {at for s in clause.subjects if s.kind == "name" for at in range(s.first, s.last)}
    return any(
        at not in named and word.kind == "word" and word.capital and is_surname(word.lower)
        for at, word in enumerate(clause.tokens)
    )


def _prepositional(clause: Clause, subject: Subject) -> bool:
    before = clause.words(max(0, subject.first - 1), subject.first)
    return clause.lexicon.code == "en" and before in ([p] for p in ("of", "with", "by", "to", "for", "from", "under"))


def _cases(tokens: Sequence[Word], mention: Mention, sex: str, language: str) -> frozenset[str]:
    """The cases of a bare surname, when it is that of a man or of a woman."""
    word = next(token for token in tokens if token.start == mention.start)
    plain = word.text.title() if word.text.isupper() else word.text
    found = readings(plain, language, True)
    ended = [r for r in found if r.role in "sp" and (not sex or not r.sex or r.sex == sex)]
    if ended:
        return frozenset(reading.case for reading in ended)
    return frozenset(r.case for r in found if language == "kk" or r.nominative == plain.lower()) or frozenset("*")


def _possessive(tokens: Sequence[Word], mention: Mention) -> bool:
    return any(token.kind == "possessive" and token.start == mention.end for token in tokens)


def _binding(person: str, tokens: Sequence[Word], phrase: TitlePhrase) -> _Binding:
    return _Binding(
        person,
        phrase.title.nominative,
        phrase.title.group,
        phrase.deputy,
        _stems(tokens, phrase),
        _acronyms(tokens, phrase),
    )


def _words(tokens: Sequence[Word], phrase: TitlePhrase) -> Iterator[Word]:
    for at in range(phrase.first, phrase.last):
        if not phrase.head <= at < phrase.head + phrase.size and tokens[at].kind == "word":
            yield tokens[at]


def _stems(tokens: Sequence[Word], phrase: TitlePhrase) -> frozenset[str]:
    """The beginnings of the words of a title that name its body; of a capital short name the whole."""
    found = [word for word in _words(tokens, phrase) if len(word.text) > _SMALL or word.text.isupper()]
    return frozenset(word.lower if word.text.isupper() else word.lower[:_STEM] for word in found)


def _acronyms(tokens: Sequence[Word], phrase: TitlePhrase) -> frozenset[str]:
    letters = "".join(word.lower[0] for word in _words(tokens, phrase) if len(word.text) > _SMALL)
    return frozenset(letters[i:j] for i in range(len(letters)) for j in range(i + 2, len(letters) + 1))


def _fits(binding: _Binding, title: TitlePhrase, stems: frozenset[str], acronyms: frozenset[str]) -> bool:
    if binding.group != title.title.group or binding.deputy != title.deputy:
        return False
    return all(
        stem in binding.stems or stem in binding.acronyms or any(known in acronyms for known in binding.stems)
        for stem in stems
    )
