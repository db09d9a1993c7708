"""Who is meant: roles, pronouns and dropped pronouns led back to the persons of a document.

A title that the document gives a person stands for that person later, if the body agrees (`the head of
the CEC`). A pronoun means the last one spoken of, if the sex agrees; a role that leads nowhere clears that memory.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from corpus.records import TITLE, Mention, Person
from indexer.normalise.bindings import Binding, binding, fits
from indexer.normalise.focus import Focus, lines_of_paragraph
from indexer.normalise.in_clause import beside, has_stranger, owns, prepositional
from indexer.normalise.mentions import OFFICES
from indexer.normalise.named_pages import Page, earlier_title
from indexer.normalise.names import readings
from indexer.normalise.offices import holder
from indexer.normalise.speakers import all_namings
from indexer.normalise.speech.clause import Clause, Named, Subject
from indexer.normalise.speech.lexicon import Lexicon
from indexer.normalise.speech.words import Word

_OF_STATE = frozenset("president pm minister akim mp envoy ombudsman".split())  # who bears one is no "singer"
_TAKEN_UP = OFFICES - {"president", "pm"}  # offices that a bare word may take up again
_SEXES = {"woman": "f", "man": "m"}  # classes of titles that tell nothing else


class Roles:
    """The persons of a document with their mentions and titles, and who is in focus while it is read."""

    def __init__(
        self, persons: Sequence[Person], texts: Sequence[tuple[int, str]], lexicon: Lexicon, day: str = ""
    ) -> None:
        self.persons = {person.id: person for person in persons}
        self.language = lexicon.code
        self.focus = Focus(span=lines_of_paragraph([text for number, text in texts if number != TITLE]))
        self._stranger = False  # whether somebody who is not known was spoken of
        self._voice: tuple[str, int, int] | None = None  # who spoke last, in which paragraph and where
        self._lexicon = lexicon
        self._day = day
        self._named: dict[int, list[Named]] = defaultdict(list)
        self._bindings: list[Binding] = []
        self._sexes: dict[str, str] = {}
        mentions = sorted((m for p in persons for m in p.mentions), key=lambda m: (m.paragraph, m.start))
        self._places = [(m.paragraph, m.start, m.id) for m in mentions]
        naming_somebody = {mention.paragraph for mention in mentions}
        every = zip(texts, all_namings(tuple(text for _, text in texts), lexicon.code), strict=True)
        pages = {number: Page.of(text, names) for (number, text), names in every if number in naming_somebody}
        for mention in sorted(mentions, key=lambda m: " " not in m.surface):  # full names first: they tell the sex
            self._add(mention, pages[mention.paragraph])
        for named in self._named.values():
            named.sort(key=lambda mention: mention.start)

    def named(self, paragraph: int) -> Sequence[Named]:
        """The mentions of a paragraph."""
        return self._named[paragraph]

    def _add(self, mention: Mention, page: Page) -> None:
        naming = page.namings.get(mention.start)
        if naming and (sex := next((name.sex for name in naming.names if name.sex), "")):
            self._sexes.setdefault(mention.id, sex)
        sex = self._sexes.get(mention.id, "")
        title = naming.before if naming else None
        start = page.tokens[title.first].start if title else -1
        cases = naming.cases if naming else self._cases(page.word(mention), sex, mention.id)
        if page.is_possessive(mention):
            cases = frozenset({"gen"})
        self._named[mention.paragraph].append(Named(mention.id, mention.start, mention.end, cases, sex, title, start))
        earlier = earlier_title(page, naming, self._lexicon) if naming else None
        for phrase in (naming.before, naming.after, earlier) if naming else ():
            if phrase:
                self._bindings.append(binding(mention.id, page.tokens, phrase))

    def show_sex(self, person: str, sex: str) -> None:
        """Keeps the sex that a verb shows of somebody whose name does not tell it."""
        if sex:
            self._sexes.setdefault(person, sex)

    def _cases(self, word: Word, sex: str, person: str) -> frozenset[str]:
        """The cases of a bare surname: by its ending, when it is that of a man or of a woman, else by the full name."""
        plain = word.text.title() if word.text.isupper() else word.text
        found = readings(plain, self.language, True)
        ended = [r for r in found if r.role in "sp" and (not sex or not r.sex or r.sex == sex)]
        if ended:
            return frozenset(reading.case for reading in ended)
        full = self.persons[person].name.lower().split()
        whole = [r for r in found if r.nominative in full]
        same = [r for r in found if self.language == "kk" or r.nominative == plain.lower()]
        return frozenset(reading.case for reading in whole or same) or frozenset("*")

    def resolve(self, subject: Subject | None, clause: Clause, paragraph: int, start: int) -> str | None:
        """The person a subject means, None where that is not sure."""
        if subject is None:  # who spoke in the paragraph before goes on, if he is quoted
            goes_on = clause.has_quote and self._same_voice("", paragraph, start) == self.focus.person
            return self.focus.person if self.focus.age == 0 or (self.focus.age == 1 and goes_on) else None
        if subject.kind == "name":
            return subject.person
        person = self._meant(subject, clause, paragraph, start)
        return None if person in beside(clause, subject) else person  # he does not meet himself

    def _meant(self, subject: Subject, clause: Clause, paragraph: int, start: int) -> str | None:
        """Whom a pronoun or a role leads back to."""
        if subject.kind == "role":
            return self._of_role(subject, clause, paragraph, start)
        if subject.kind != "pronoun":
            return None
        person = self._of_sex(subject.sex, paragraph, start) or self._same_voice(subject.sex, paragraph, start)
        return person or self._only_person(subject.sex, paragraph, start)

    def _of_sex(self, sex: str, paragraph: int, start: int) -> str | None:
        person = self.focus.person
        if person is None or (self.focus.age > 1 and self._others_since(paragraph, start)):
            return None
        if not sex or self._sexes.get(person) == sex:
            return person
        if person not in self._sexes and self.focus.age:
            return None
        near = set(self._named_since(paragraph - self.focus.span, paragraph, start))
        fitting = [p for p in near if self._sexes.get(p) == sex]
        if person not in self._sexes:
            spoke = self._voice is not None and self._voice[0] == person
            return person if spoke or not fitting else None
        return fitting[0] if len(fitting) == 1 else None

    def _same_voice(self, sex: str, paragraph: int, start: int, but: Collection[str] = ()) -> str | None:
        """Who spoke last, if the sex agrees and nobody else but those who cannot be meant was named since."""
        if self._voice is None:
            return None
        person, *since = self._voice
        if sex and self._sexes.get(person, sex) != sex:
            return None
        first, last = (
            bisect_left(self._places, (since[0], since[1], "")),
            bisect_left(self._places, (paragraph, start, "")),
        )
        others = {other for _, _, other in self._places[first:last]} - {person, *but}
        return None if any(not sex or self._sexes.get(other, sex) == sex for other in others) else person

    def _only_person(self, sex: str, paragraph: int, start: int) -> str | None:
        """The one person of a text in which nobody else was spoken of, however far back he was named."""
        if len(self.persons) != 1 or self._stranger:
            return None
        person = next(iter(self.persons))
        if any(b.person == person and b.noun in self._lexicon.small("reporter") for b in self._bindings):
            return None
        named = any(True for _ in self._named_since(TITLE, paragraph, start))
        return person if named and (not sex or self._sexes.get(person) == sex) else None

    def _others_since(self, paragraph: int, start: int) -> bool:
        """Whether anybody else was named in the last two paragraphs."""
        return any(
            person != self.focus.person
            for person in self._named_since(paragraph - 2 * self.focus.span, paragraph, start)
        )

    def _named_since(self, first: int, paragraph: int, start: int) -> Iterator[str]:
        """The persons named from a paragraph on until a place, latest first."""
        for number, _, person in reversed(self._places[: bisect_left(self._places, (paragraph, start, ""))]):
            if number < first:
                return
            yield person

    def _of_role(self, subject: Subject, clause: Clause, paragraph: int, start: int) -> str | None:
        title = subject.title
        if title is None or self._is_another(subject, clause):
            return None
        if title.title.group in _SEXES:
            owned = self._lexicon.small("whose") & set(clause.words(max(0, subject.first - 1), subject.first + 1))
            return None if owned else self._only_one(_SEXES[title.title.group])
        asked = binding("", clause.tokens, title)
        official = self._official(asked)
        if official in self.persons:
            return official
        sexed = [b for b in self._bindings if self._sexes.get(b.person, subject.sex) in ("", subject.sex)]
        known = sexed if subject.sex else self._bindings
        bindings = [b for b in known if fits(b, asked)]
        same_noun = {b.person for b in bindings if b.noun == title.title.nominative}
        fitting = same_noun or {b.person for b in bindings}
        if official and not fitting and not any(b.group == asked.group for b in self._bindings):
            return official
        if not fitting and (asked.noun in self._lexicon.small("speaker") or self._is_star(asked)):
            return self._of_trade(asked, subject.sex, paragraph, start)
        if (not fitting and title.title.group == "speaker") or (
            title.title.nominative == "speaker" and not asked.stems
        ):
            return self.focus.person or next(iter(fitting), None)
        if not fitting and title.title.group in _TAKEN_UP:
            return self._untitled(asked, subject.sex, paragraph, start)
        if len(fitting) > 1 and not same_noun:
            return None
        if len(fitting) > 1:
            return next((p for p in self._named_since(TITLE, paragraph, start) if p in fitting), None)
        return next(iter(fitting), None)

    def _is_another(self, subject: Subject, clause: Clause) -> bool:
        """Whether a role is said not to be that of whoever bore it before: `второй свидетель`, `another official`."""
        head = subject.title.head if subject.title else subject.first
        before = clause.words(max(0, subject.first - 1), subject.first)
        further = int(clause.lexicon.code == "en" and bool(self._lexicon.groups.first_words & set(before)))
        return bool(self._lexicon.small("other") & set(clause.words(max(0, subject.first - 1 - further), head)))

    def _only_one(self, sex: str) -> str | None:
        """Whom `женщина`, `the man` means: the only person of that sex, where no title of his or hers is told."""
        known = [person for person in self.persons if self._sexes.get(person, sex) == sex]
        titled = {b.person for b in self._bindings if b.group not in _SEXES}
        if len(known) != 1 or known[0] in titled:
            return None
        self._sexes.setdefault(known[0], sex)
        return known[0]

    def _spoken_for(self, asked: Binding, sex: str, paragraph: int, start: int) -> str | None:
        """Whom `спикер`, `представитель МЧС` means: whoever spoke last, or the one person with a post in that body."""
        body = asked.stems - self._lexicon.small("any_body")
        if not body:
            return self._same_voice(sex, paragraph, start)
        there = {b.person for b in self._bindings if all(s in b.stems or s in b.acronyms for s in body)}
        return there.pop() if len(there) == 1 else None

    def _untitled(self, asked: Binding, sex: str, paragraph: int, start: int) -> str | None:
        """Whom a bare office means that the text gives nobody: who spoke last, if it tells no title of his."""
        titled = {b.person for b in self._bindings}
        if asked.stems or self.focus.age > 1 or any(b.group == asked.group for b in self._bindings):
            return None
        person = self._same_voice(sex, paragraph, start, titled)
        return None if person in titled else person

    def _is_star(self, asked: Binding) -> bool:
        """Whether a bare trade names again whoever was spoken of: `the singer said`."""
        return asked.noun in self._lexicon.small("star") and asked.stems <= self._lexicon.small("epithet")

    def _of_trade(self, asked: Binding, sex: str, paragraph: int, start: int) -> str | None:
        """Whom a representative, an expert or a singer means: who spoke, or the one person named before."""
        if asked.noun in self._lexicon.small("speaker"):
            return self._spoken_for(asked, sex, paragraph, start)
        of_state = {b.person for b in self._bindings if b.group in _OF_STATE}
        if len(self.persons) > 1:
            person = self._same_voice(sex, paragraph, start, of_state) if self.focus.age < 2 else None  # paragraphs
            return None if person in of_state else person
        person = next(iter(self.persons), None)
        named = any(True for _ in self._named_since(TITLE, paragraph, start))
        fits_sex = not (sex and self._sexes.get(person or "", sex) != sex)
        return person if named and fits_sex and person not in of_state else None

    def _official(self, asked: Binding) -> str | None:
        """The holder of an office that is named in full; a bare `Президент` is his only where no other is about."""
        found = holder(asked, self.language, self._day, self.persons)
        generic = asked.stems <= self._lexicon.small("any_body") and " " not in asked.noun
        rivals = {b.person for b in self._bindings if b.group == asked.group} - {found}
        return None if generic and (rivals or found not in self.persons) else found

    def follow(self, clause: Clause, speakers: Sequence[str], paragraph: int, start: int) -> None:
        """Keeps who a sentence was about: its last speaker, else the first person in the nominative."""
        if speakers:
            self.focus, self._voice = self.focus.on(speakers[-1]), (speakers[-1], paragraph, start)
            return
        if has_stranger(clause):
            self.focus, self._voice, self._stranger = self.focus.on(None), None, True
            return
        subjects = [s for s in clause.subjects if s.nominative and s.kind in ("name", "role")]
        subjects = [s for s in subjects if not (prepositional(clause, s) or self._reports(s))]
        if not subjects:
            self._about(clause)
            return
        person = self.resolve(subjects[0], clause, paragraph, start)
        title = subjects[0].title
        unknown = title is not None and title.title.group in _SEXES
        self._voice = self._voice if person or unknown else None
        self._stranger = self._stranger or person is None
        named = {subject.person for subject in clause.subjects if subject.kind == "name" and subject.nominative}
        if person is None and len(named) == 1 and not owns(clause, subjects[0]):
            person = named.pop()
        if person is not None or subjects[0].first < 6:
            self.focus = self.focus.on(person)

    def _reports(self, subject: Subject) -> bool:
        """Whether somebody only passes on what others tell: `біздің тілші X Кәусармен сұхбаттасты`."""
        reporters = self._lexicon.small("reporter")
        return subject.title is not None and subject.title.title.nominative in reporters

    def _about(self, clause: Clause) -> None:
        """Keeps the only person of a sentence without a subject, where nobody was spoken of or somebody is asked:
        `X-у 40 лет. Он …`, `X-ке сауал қойды. Ол …`.
        """
        named = {subject.person for subject in clause.subjects if subject.kind == "name"}
        questions = self._lexicon.small("question")
        asked = any(clause.tokens[told.at].lower in questions for told in clause.verbs)
        if len(named) == 1 and (asked or (self.focus.person is None and self.language != "kk")):
            self.focus = self.focus.on(named.pop())
