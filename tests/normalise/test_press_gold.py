"""The labels of real press texts: known ids, whole spans, nobody's text; the second set is a part of the first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from corpus.authority import regions, topics
from indexer.measure import press

FILES = ("press.json", "press_second.json", "press_late.json")


def documents(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        resources.files("corpus").joinpath("gold", name).read_text(encoding="utf-8")
    )["docs"]
    return found


def spans(document: dict[str, Any]) -> Iterator[tuple[int, int]]:
    for said in (*document["statements"], *document["group_statements"]):
        yield said["start"], said["end"]


@pytest.mark.parametrize("name", FILES)
def test_labels_use_known_ids(name: str) -> None:
    for document in documents(name):
        people = {person["id"] for person in document["persons"]}
        assert {said["speaker"] for said in document["statements"]} <= people | {None}, document["id"]
        assert {one["id"] for one in document["regions"]} <= set(regions()), document["id"]
        assert {one["relation"] for one in document["regions"]} <= {"about", "mentioned"}, document["id"]
        assert set(document["topics"]) <= set(topics()), document["id"]


@pytest.mark.parametrize("name", FILES)
def test_labels_hold_offsets_and_no_text(name: str) -> None:
    allowed = {"speaker", "start", "end", "kind", "ref", "optional"}
    for document in documents(name):
        assert all(set(said) <= allowed for said in document["statements"]), document["id"]
        assert all(0 <= start < end for start, end in spans(document)), document["id"]


def test_both_annotators_cover_all_languages() -> None:
    first, second, late = map(documents, FILES)
    assert not {one["id"] for one in late} & {one["id"] for one in first}
    assert {one["id"] for one in second} < {one["id"] for one in first}
    assert len(second) >= 20
    for labels in (first, second, late):
        assert {one["language"] for one in labels} == {"kk", "ru", "en"}


def test_offsets_cut_the_documents(shared: Path) -> None:
    lines = (shared / "data/press/press.jsonl").read_text(encoding="utf-8").strip().split("\n")
    texts = {one["id"]: one["text"] for one in map(json.loads, lines)}
    for document in (*documents("press.json"), *documents("press_late.json")):
        text = texts[document["id"]]
        for start, end in spans(document):
            assert text[start:end].strip() == text[start:end], (document["id"], start)


def test_every_figure_is_measured_on_every_set(shared: Path) -> None:
    rows = {name: (value, cases) for name, value, cases in press.measure(shared)}
    for half in ("dev", "test", "late"):
        assert rows[f"press {half} ru statements precision"][1] > 0
        assert rows[f"press {half} topics recall"][1] > 0
        assert rows[f"press {half} topics primary"][0] > 50
    assert 0 < rows["annotators: statements recall"][0] <= 100
    assert [name for name, (_, cases) in rows.items() if not cases] == []


def test_without_the_documents_nothing_is_measured() -> None:
    assert press.measure(None) == []
