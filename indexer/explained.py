"""Every conclusion with what it rests on: the rule's name, its confidence, and the place in the text.

Places are code points of a paragraph of the record; paragraph -1 is the title.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from corpus.records import Evidence, Rendition, Statement, Topic

TOLD_APART = ("language", "title", "published", "event", "contact")  # conclusions with one evidence each


def explained(record: dict[str, Any], found: Rendition) -> dict[str, Any]:
    """The record of a rendition with the evidence of all that it says."""
    explained = dict(record)
    for name in TOLD_APART:
        explained[f"{name}_evidence"] = evidence(getattr(found, f"{name}_evidence"))
    explained["regions"] = [
        shown | {"evidence": evidence(place.evidence), "mentions": [asdict(m) for m in place.mentions]}
        for shown, place in zip(record["regions"], found.regions, strict=True)
    ]
    explained["persons"] = [
        shown
        | {
            "post": person.post,
            "evidence": evidence(person.evidence),
            "mentions": [asdict(m) for m in person.mentions],
        }
        for shown, person in zip(record["persons"], found.persons, strict=True)
    ]
    explained["statements"] = [
        shown | {"rule": statement.rule, "evidence": evidence(_of_statement(statement))}
        for shown, statement in zip(record["statements"], found.statements, strict=True)
    ]
    explained["topics"] = [asdict(topic) | {"evidence": _of_topic(topic)} for topic in found.topics]
    return explained | set_aside(found) | {"kinship": kinship(found)}


def set_aside(found: Rendition) -> dict[str, Any]:
    """What stood on the page and is no part of the text."""
    return {
        "captions": list(found.captions),
        "byline": found.byline,
        "boilerplate": list(found.boilerplate),
    }


def kinship(found: Rendition) -> dict[str, Any] | None:
    """Why a rendition belongs to its release: rule, score, what both share, and with which other rendition."""
    return asdict(found.kinship) if found.kinship else None


def altered(found: Rendition) -> dict[str, Any] | None:
    """Why nobody should quote from a text; None where nothing says so."""
    return asdict(found.altered) if found.altered else None


def evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    """Rule, confidence and place."""
    return asdict(evidence) if evidence else None


def _of_statement(said: Statement) -> Evidence:
    return Evidence(said.rule, said.confidence, said.paragraph, said.start, said.end)


def _of_topic(topic: Topic) -> dict[str, Any]:
    return {"rule": "words", "score": topic.score, "words": list(topic.words)}
