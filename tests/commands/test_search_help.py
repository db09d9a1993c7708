"""What `minber search` tells beside hits: words for days, how a question was read, and why nothing is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanding import Run


@pytest.fixture(autouse=True)
def indexed(run: Run, release: Path) -> None:
    run("add", release)
    run("index")


def test_days_may_be_words_and_fresh_is_an_order(run: Run) -> None:
    def total(*options: str) -> int:
        return int(json.loads(run("search", "голосование", "--json", *options).out)["total"])

    assert total("--since", "март 2022", "--until", "весна 2022") == 1
    assert total("--since", "this week") == 0
    assert total("--until", "кеше", "--sort", "fresh") == 1
    told = run("search", "x", "--since", "since 2022")
    assert (told.status, told.err.count("\n")) == (2, 1)


def test_how_a_question_was_read_is_told(run: Run) -> None:
    answer = json.loads(run("search", "голосование foo:bar (", "--json").out)
    assert [(note["code"], note["piece"]) for note in answer["notes"]] == [
        ("no-field", "foo:"),
        ("unclosed-bracket", "("),
    ]
    assert answer["notes"][1]["meaning"] == "no closing bracket"
    told = run("search", "голосование (").out.splitlines()
    assert told[0].startswith("1 found, ")
    assert told[1:3] == ["( – no closing bracket", ""]
    assert json.loads(run("search", "Ақтөбе", "--json").out)["entities"] == [{"kind": "region", "id": "KZ-15"}]


def test_why_nothing_is_found_is_told(run: Run) -> None:
    asked = ("голосование", "--filter", "language=en")
    answer = json.loads(run("search", *asked, "--json").out)
    why = answer["nothing"]
    assert answer["total"] == 0
    assert {"kind": "filter", "name": "language", "values": ["en"], "total": 1, "understood": "голосование"} in why[
        "without"
    ]
    assert why["languages"] == {"ru": 1}
    assert why["held"]["releases"] == 1
    text = run("search", *asked).out
    assert "without language en: 1" in text
    assert "in ru: 1" in text
    assert "held: 1 releases, 2022-03-04 to 2022-03-04" in text
    assert "nothing" not in json.loads(run("search", "голосование", "--json").out)
    assert "without days 2023-01-01..: 1" in run("search", "голосование", "--since", "2023").out


def test_other_spellings_and_any_of_the_words_are_told(run: Run) -> None:
    why = json.loads(run("search", "голосавание xqzwv", "--json").out)["nothing"]
    assert why["held"]["releases"] == 1
    text = run("search", "голосование xqzwv").out
    assert "голосование OR xqzwv: 1" in text
    spoken = json.loads(run("statements", "xqzwv", "--json").out)
    assert spoken["nothing"]["without"] == []
    assert "held: 1 releases" in run("statements", "xqzwv").out
