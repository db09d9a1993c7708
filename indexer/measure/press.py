"""How well real press texts are understood: speakers, statements, regions and topics of reference documents.

The gold (corpus/gold/press.json) points into those documents by offsets and holds none of their text. It was made by
reading, apart from the rules. Documents at even positions of the file are for development, the others the test; those
of press_late.json were labelled when the rules stood. A second annotator labelled some of the first without seeing the
first one's labels, but by the same guide: their agreement is an upper bound of what can be reached.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from analyzers.wordlist import rows
from corpus.authority import LANGUAGES
from corpus.records import TITLE, Article, Rendition
from indexer.measure.gold import SPLITS, Figures, Score, percent
from indexer.measure.statements import Gold, Told, compare, scored
from indexer.normalise import normalise
from indexer.normalise.identity import key

CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)
NO_LETTER = "\u00ad\u200b"  # soft hyphen and zero-width space: taken out of texts when they are read
LOOK_ALIKE = str.maketrans({latin: cyrillic for latin, cyrillic, _ in rows("analyzers", "homoglyphs.tsv", 3)})


class Case(NamedTuple):
    """A document with its labels and what is understood of it."""

    labels: Mapping[str, Any]
    text: str
    renditions: tuple[Rendition, ...]


def measure(shared: Path | None) -> Figures:
    """Every figure by halves, then the agreement of the annotators; nothing where the documents are absent."""
    file = shared / "data" / "press" / "press.jsonl" if shared else None
    if file is None or not file.exists():
        return []
    texts = {one["id"]: one for one in map(json.loads, file.read_text(encoding="utf-8").strip().split("\n"))}
    labels = _labels("press.json")
    figures: Figures = []
    sets = {split: labels[half::2] for split, half in SPLITS.items()} | {"late": _labels("press_late.json")}
    for name, some in sets.items():
        cases = [_case(one, texts[one["id"]]) for one in some]
        figures += _told(f"press {name}", cases) + _placed(f"press {name}", cases) + _topics(f"press {name}", cases)
    return figures + _agreement(labels, _labels("press_second.json"))


def _labels(name: str) -> list[dict[str, Any]]:
    file = resources.files("corpus").joinpath("gold", name)
    documents: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["docs"]
    return documents


def _case(labels: Mapping[str, Any], document: Mapping[str, Any]) -> Case:
    lines = document["text"].split("\n")
    title = document["title"] if document["title"] and document["title"] != lines[0] else None
    article = Article(f"file:{document['id']}", "files", title, tuple(lines))
    return Case(labels, document["text"], normalise(article, CAPTURED))


def _told(name: str, cases: Sequence[Case]) -> Figures:
    """Speakers and statements, by language."""
    rows: Figures = []
    for language in LANGUAGES:
        some = (case for case in cases if case.labels["language"] == language)
        rows += scored(f"{name} {language}", ((gold_statements(one.labels), list(_found(one))) for one in some))
    return rows


def gold_statements(labels: Mapping[str, Any]) -> list[Gold]:
    """The statements of a document that have a person."""
    return [Gold(s["speaker"], s["start"], s["end"], s["optional"]) for s in labels["statements"] if s["speaker"]]


def _found(case: Case) -> Iterator[Told]:
    """The statements found, in characters of the document."""
    letters = [(at, letter) for at, letter in enumerate(case.text) if not _skipped(letter)]
    whole = _letters(case.text)
    names = {person["id"]: person["names"] for person in case.labels["persons"]}
    for rendition in case.renditions:
        who = {person.id: _labelled(person.name, names) for person in rendition.persons}
        for said in rendition.statements:
            if said.speaker and said.paragraph != TITLE:
                paragraph = rendition.paragraphs[said.paragraph]
                base = whole.find(_letters(paragraph))
                if base >= 0:
                    first, last = (base + len(_letters(paragraph[:end])) for end in (said.start, said.end))
                    yield Told(who[said.speaker], letters[first][0], letters[last - 1][0] + 1, said.text)


def _skipped(letter: str) -> bool:
    return letter.isspace() or letter in NO_LETTER


def _letters(text: str) -> str:
    """The letters of a text, look-alikes as one: reading a text puts mixed words into one alphabet."""
    return "".join(letter for letter in text if not _skipped(letter)).translate(LOOK_ALIKE)


def _labelled(name: str, names: Mapping[str, Sequence[str]]) -> str:
    """The label of a person whose spellings hold all words of the name, or the name itself."""
    written = _keys(name)
    return next((label for label, spellings in names.items() if written in map(_keys, spellings)), name)


def _keys(name: str) -> set[str]:
    """The keys of the parts of a name: `K. Aksakalov` and `K.Aksakalov` are one."""
    return {key(part) for part in name.replace(".", ". ").split()}


def _placed(name: str, cases: Sequence[Case]) -> Figures:
    detected, about = Score(), Score()
    for case in cases:
        places = [place for rendition in case.renditions for place in rendition.regions]
        gold = case.labels["regions"]
        detected.add((place.id for place in places), (one["id"] for one in gold))
        about.add(
            (place.id for place in places if place.relation == "about"),
            (one["id"] for one in gold if one["relation"] == "about"),
        )
    return detected.figures(f"{name} regions detected") + about.figures(f"{name} regions about")


def _topics(name: str, cases: Sequence[Case]) -> Figures:
    shares, first, labelled = Score(), 0, [case for case in cases if case.labels["topics"]]
    for case in labelled:
        found = [topic.id for rendition in case.renditions[:1] for topic in rendition.topics]
        shares.add(found, case.labels["topics"])
        first += found[:1] == case.labels["topics"][:1]
    return [*shares.figures(f"{name} topics"), (f"{name} topics primary", percent(first, len(labelled)), len(labelled))]


def _agreement(first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]]) -> Figures:
    """Two annotators, the second one's labels taken for an answer to the first one's."""
    theirs = {one["id"]: one for one in second}
    speakers, told, regions, topics = Score(), Score(), Score(), Score()
    for one in first:
        other = theirs.get(one["id"])
        if other is None:
            continue
        answer = [Told(s.speaker, s.start, s.end, "") for s in _renamed(other, one) if not s.optional]
        compare(gold_statements(one), answer, speakers, told)
        regions.add((r["id"] for r in other["regions"]), (r["id"] for r in one["regions"]))
        topics.add(other["topics"], one["topics"])
    scores = {"speakers": speakers, "statements": told, "regions": regions, "topics": topics}
    return [figure for what, score in scores.items() for figure in score.figures(f"annotators: {what}")]


def _renamed(labels: Mapping[str, Any], first: Mapping[str, Any]) -> Iterator[Gold]:
    """The statements of the second annotator under the first one's names of persons."""
    names = {person["id"]: person["names"] for person in first["persons"]}
    ours = {
        person["id"]: next(
            (who for who in (_labelled(n, names) for n in person["names"]) if who in names), person["id"]
        )
        for person in labels["persons"]
    }
    for said in gold_statements(labels):
        yield said._replace(speaker=ours[said.speaker])
