"""How well speakers and statements are found: the five seeds, and the sample releases by halves (odd ids are the test).

A speaker counts once a document. A found statement is right when its person is right and it overlaps a statement of the
gold by more than 40 % of the shorter of the two. Group reports are left out on both sides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analyzers.segment import languages
from corpus.authority import LANGUAGES
from corpus.records import TITLE, Person, Statement
from indexer.measure.gold import SPLITS, Figures, Score, texts
from indexer.normalise.identity import key
from indexer.normalise.persons import persons
from indexer.normalise.statements import statements

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


def measure(shared: Path | None) -> Figures:
    """The scores of the sample releases, and of the seeds where the shared data is there."""
    figures: Figures = []
    for split in SPLITS:
        for language in LANGUAGES:
            figures += scored(f"sample {split} {language}", sample(language, split))
    if shared and (shared / "data/seeds/seeds_gold.json").exists():
        figures += scored("seeds", seeds(shared / "data/seeds"))
    return figures


def scored(name: str, documents: Iterable[tuple[Sequence[Gold], Sequence[Told]]]) -> Figures:
    """Precision and recall of speakers and of statements, over documents with what is wanted and what was found."""
    speakers, told = Score(), Score()
    for wanted, found in documents:
        compare(wanted, found, speakers, told)
    return speakers.figures(f"{name} speakers") + told.figures(f"{name} statements")


def compare(wanted: Sequence[Gold], found: Sequence[Told], speakers: Score, told: Score) -> None:
    """Adds one document to the scores."""
    gold = {statement.speaker for statement in wanted if not statement.optional}
    optional = {statement.speaker for statement in wanted} - gold
    speakers.add({statement.speaker for statement in found} - optional, gold)
    hits = [(f, g) for f in found for g in wanted if _hit(f, g)]
    right = {f for f, _ in hits}
    needless = {f for f, g in hits if g.optional} - {f for f, g in hits if not g.optional}
    told.right += len(right - needless)
    told.found += len(set(found) - needless)
    told.matched += len({g for _, g in hits if not g.optional})
    told.wanted += sum(not g.optional for g in wanted)


def _hit(found: Told, gold: Gold) -> bool:
    overlap = min(found.end, gold.end) - max(found.start, gold.start)
    return found.speaker == gold.speaker and overlap > OVERLAP * min(found.end - found.start, gold.end - gold.start)


def sample(language: str, split: str) -> Iterator[tuple[list[Gold], list[Told]]]:
    """Gold and found statements of a split of the sample releases."""
    for release, text in texts(split):
        if text.tag == language:
            starts = _starts(text.paragraphs, 2)
            gold = [
                Gold(said.speaker, starts[said.paragraph] + said.start, starts[said.paragraph] + said.end)
                for said in text.statements
                if said.speaker
            ]
            names = {person.id: [person.names[language]] for person in release.persons}
            people = persons(text.title, text.paragraphs, language)
            found = statements(text.title, text.paragraphs, language, people)
            yield gold, list(_told(found, people, names, starts))


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
