"""How well speakers and statements are found: the five seeds, and the sample releases by halves (odd ids are the test).

A speaker counts once a document. A found statement is right when its person is right and it overlaps a statement of the
gold by more than 40 % of the shorter of the two. Group reports are left out on both sides.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from analyzers.segment import languages
from corpus.records import TITLE, Person, Statement
from indexer.measure.gold import percent
from indexer.normalise.identity import key
from indexer.normalise.persons import persons
from indexer.normalise.statements import statements

LANGUAGES = ("kk", "ru", "en")
OVERLAP = 0.4


class Gold(NamedTuple):
    """A statement of the gold: who, and where in the document; optional ones are neither right nor wrong."""

    speaker: str
    start: int
    end: int
    optional: bool = False


class Told(NamedTuple):
    """A found statement with its speaker under the gold's name, in characters of the whole document."""

    speaker: str
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Score:
    """Right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    matched: int = 0

    def add(self, right: int, found: int, matched: int, wanted: int) -> None:
        """Adds the counts of one document."""
        self.right, self.found = self.right + right, self.found + found
        self.matched, self.wanted = self.matched + matched, self.wanted + wanted

    def rows(self, name: str) -> Iterator[tuple[str, float, int]]:
        """Precision and recall in percent, with their denominators."""
        yield f"{name} precision", percent(self.right, self.found), self.found
        yield f"{name} recall", percent(self.matched, self.wanted), self.wanted


def measure(shared: Path | None) -> list[tuple[str, float, int]]:
    """The scores of the sample releases, and of the seeds where the shared data is there."""
    rows: list[tuple[str, float, int]] = []
    for half, odd in (("dev", 0), ("test", 1)):
        for language in LANGUAGES:
            speakers, told = Score(), Score()
            for wanted, found in sample(language, odd=odd):
                compare(wanted, found, speakers, told)
            rows += [*speakers.rows(f"sample {half} {language} speakers")]
            rows += [*told.rows(f"sample {half} {language} statements")]
    if shared and (shared / "data/seeds/seeds_gold.json").exists():
        speakers, told = Score(), Score()
        for wanted, found in seeds(shared / "data/seeds"):
            compare(wanted, found, speakers, told)
        rows += [*speakers.rows("seeds speakers"), *told.rows("seeds statements")]
    return rows


def compare(wanted: Sequence[Gold], found: Sequence[Told], speakers: Score, told: Score) -> None:
    """Adds one document to the scores."""
    gold = {statement.speaker for statement in wanted if not statement.optional}
    optional = {statement.speaker for statement in wanted} - gold
    people = {statement.speaker for statement in found} - optional
    speakers.add(len(people & gold), len(people), len(people & gold), len(gold))
    hits = [(f, g) for f in found for g in wanted if _hit(f, g)]
    right = {f for f, _ in hits}
    needless = {f for f, g in hits if g.optional} - {f for f, g in hits if not g.optional}
    matched = {g for _, g in hits if not g.optional}
    must = [g for g in wanted if not g.optional]
    told.add(len(right - needless), len(set(found) - needless), len(matched), len(must))


def _hit(found: Told, gold: Gold) -> bool:
    overlap = min(found.end, gold.end) - max(found.start, gold.start)
    return found.speaker == gold.speaker and overlap > OVERLAP * min(found.end - found.start, gold.end - gold.start)


def sample(language: str, *, odd: int) -> Iterator[tuple[list[Gold], list[Told]]]:
    """Gold and found statements of the sample releases with even or odd numbers."""
    folder = resources.files("corpus") / "sample_site" / "releases"
    for file in sorted(folder.iterdir(), key=lambda path: path.name):
        if file.name.endswith(".toml") and int(file.name[:3]) % 2 == odd:
            release = tomllib.loads(file.read_text(encoding="utf-8"))
            if language in release:
                yield _sample_release(release, language)


def _sample_release(release: dict[str, Any], language: str) -> tuple[list[Gold], list[Told]]:
    text = release[language]["text"].strip()
    paragraphs = text.split("\n\n")
    starts = _starts(paragraphs, 2)
    gold = []
    for statement in release[language].get("statements", ()):
        paragraph, base = paragraphs[statement["paragraph"]], starts[statement["paragraph"]]
        start = paragraph.index(statement["starts"])
        end = paragraph.index(statement["ends"], start) + len(statement["ends"])
        if statement["speaker"]:
            gold.append(Gold(statement["speaker"], base + start, base + end))
    names = {person["id"]: [person[language]] for person in release["persons"] if person.get(language)}
    people = persons(release[language]["title"], paragraphs, language)
    found = statements(release[language]["title"], paragraphs, language, people)
    return gold, list(_told(found, people, names, starts))


def seeds(folder: Path) -> Iterator[tuple[list[Gold], list[Told]]]:
    """Gold and found statements of the seeds, each line of a file a paragraph."""
    document = json.loads((folder / "seeds_gold.json").read_text(encoding="utf-8"))
    names = {identifier: entry["variants_seen"] for identifier, entry in document["persons"].items()}
    for entry in document["docs"]:
        text = (folder / entry["file"]).read_text(encoding="utf-8")
        gold = [Gold(s["speaker"], s["start"], s["end"]) for s in entry["statements"]]
        gold += [Gold(s["speaker"], s["start"], s["end"], True) for s in entry["optional_statements"]]
        yield gold, list(_seed_statements(text, names))


def _seed_statements(text: str, names: dict[str, list[str]]) -> Iterator[Told]:
    lines = text.split("\n")
    starts = _starts(lines, 1)
    verdicts = languages(lines)
    for language in LANGUAGES:
        numbers = [i for i, verdict in enumerate(verdicts) if verdict.language == language and lines[i].strip()]
        paragraphs = [lines[i] for i in numbers]
        people = persons(None, paragraphs, language)
        found = statements(None, paragraphs, language, people)
        yield from _told(found, people, names, [starts[i] for i in numbers])


def _starts(paragraphs: Sequence[str], gap: int) -> list[int]:
    starts, at = [], 0
    for paragraph in paragraphs:
        starts.append(at)
        at += len(paragraph) + gap
    return starts


def _told(
    found: Sequence[Statement], people: Sequence[Person], names: dict[str, list[str]], starts: Sequence[int]
) -> Iterator[Told]:
    who = {person.id: _gold_name(person, names) for person in people}
    for statement in found:
        if statement.speaker and statement.paragraph != TITLE:
            base = starts[statement.paragraph]
            yield Told(who[statement.speaker], base + statement.start, base + statement.end, statement.text)


def _gold_name(person: Person, names: dict[str, list[str]]) -> str:
    written = {key(part) for part in person.name.split()}
    for identifier, spellings in names.items():
        if any(written == {key(part) for part in spelling.split()} for spelling in spellings):
            return identifier
    return person.name
