"""Figures of people over a store: spellings and posts with counts and days, and who speaks beside whom."""

from __future__ import annotations

from indexer.library import Library
from indexer.query.ask import Question
from search_app.people import Names
from search_app.request import LANGUAGES


def speakers(library: Library) -> list[str]:
    return [one for one in library.statements(Question(size=0)).facets["speaker"] if one != "unstated"]


def test_spellings_and_posts_add_up_to_the_statements(library: Library) -> None:
    told: dict[str, int] = {}
    for _, rendition in library.store.iterate():
        for statement in rendition.statements:
            if statement.speaker:
                told[statement.speaker] = told.get(statement.speaker, 0) + 1
    rows = library.store.overview.spoken(list(told))
    counted: dict[str, int] = {}
    for row in rows:
        counted[row.speaker] = counted.get(row.speaker, 0) + row.count
        assert (row.first is None) == (row.last is None)
        assert row.first is None or row.last is None or row.first <= row.last
    assert counted == told
    assert [row.count for row in rows] == sorted((row.count for row in rows), reverse=True)


def test_those_who_speak_beside_somebody_speak_in_the_same_releases(library: Library) -> None:
    most = speakers(library)[0]
    beside = library.store.overview.beside(most, 3)
    releases = {one.release for _, one in library.store.iterate() if most in one.speakers}
    shared = {
        other: len({one.release for _, one in library.store.iterate() if other in one.speakers} & releases)
        for other in beside
    }
    assert len(beside) == 3
    assert most not in beside
    assert list(shared.values()) == sorted(shared.values(), reverse=True)
    assert min(shared.values()) > 0
    assert library.store.overview.beside("nobody", 3) == ()


def test_nobody_is_asked_for_in_vain(library: Library) -> None:
    assert library.store.overview.spoken([]) == ()
    assert library.store.overview.spoken(["nobody"]) == ()


def test_labels_have_posts_in_the_language_of_the_page(library: Library) -> None:
    names = Names(library)
    for ui in LANGUAGES:
        labels = names.labels(speakers(library)[:20], ui)
        assert any(labels.post(one) for one in speakers(library)[:20])
    assert names.labels(["nobody", "unstated"], "kk").post("nobody") == ""
