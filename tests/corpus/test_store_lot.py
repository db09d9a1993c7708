"""Pages that are saved together: what says what it said before, what does not, and pages that cannot be understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event
from storing import RULES, add, page, rendition

from corpus import store_joining
from corpus.codec import Written
from corpus.records import Rendition
from corpus.store import Saved, Store
from corpus.store_database import Database

FIRST, SECOND = "https://example.org/rus/1", "https://example.org/rus/2"


def kept(store: Store, url: str, *texts: Rendition) -> int:
    """Keeps a page, and what was understood of it; the number of the page."""
    number = add(store, page(url, url)).number
    store.save(number, texts, RULES)
    return number


def saved(store: Store, *wanted: tuple[int, Sequence[Rendition]]) -> list[tuple[tuple[str, ...], bool]]:
    """Saves pages in one lot by newer rules; the ids of each, and whether it changed anything."""
    return [found[:2] for found in saved_all(store, *wanted)]


def saved_all(store: Store, *wanted: tuple[int, Sequence[Rendition]]) -> list[Saved]:
    """Saves pages in one lot by newer rules."""
    written = [(number, list(map(Written.of, texts))) for number, texts in wanted]
    with store.together():
        lot = store.lot(written)
        return [lot.save(number, texts, "newer") for number, texts in written]


def test_what_is_understood_as_before_changes_nothing(store: Store) -> None:
    one, two = rendition("один", url=FIRST), rendition("два", url=SECOND)
    numbers = kept(store, FIRST, one), kept(store, SECOND, two)
    before = store.sequence
    found = saved(store, (numbers[0], [one]), (numbers[1], [two]))
    assert found == [((one.id,), False), ((two.id,), False)]
    assert store.sequence == before
    assert [at.understood for at in store.pages()] == ["newer", "newer"]


@pytest.mark.parametrize(
    "now",
    [
        [replace(rendition("один", url=FIRST), contact="tel. 2")],
        [rendition("другой", url=FIRST)],
        [rendition("один", url=FIRST), rendition("one", url=FIRST, language="en")],
        [],
    ],
    ids=["another conclusion", "another text", "one more", "none"],
)
def test_what_is_understood_otherwise_is_stored(store: Store, now: list[Rendition]) -> None:
    number = kept(store, FIRST, rendition("один", url=FIRST))
    before = store.sequence
    ((ids, changed),) = saved(store, (number, now))
    assert changed
    assert store.sequence > before
    assert [text.paragraphs for text in store.renditions(ids)] == [text.paragraphs for text in now]


def test_a_copy_that_is_understood_as_before_changes_nothing(store: Store) -> None:
    """It is one more address of a text; the record of that is of the page that came first."""
    text = rendition("один", url=FIRST)
    copy = replace(text, url=SECOND)
    numbers = kept(store, FIRST, text), kept(store, SECOND, copy)
    before = store.sequence
    assert saved(store, (numbers[0], [text]), (numbers[1], [copy])) == [((text.id,), False), ((text.id,), False)]
    assert store.sequence == before


def test_a_page_sees_what_the_one_before_it_in_the_lot_changed(store: Store) -> None:
    """Two pages show one text; the first now says something else: the second alone still has it."""
    shared = rendition("один", url=FIRST)
    first = kept(store, FIRST, shared)
    second = kept(store, SECOND, replace(shared, url=SECOND))
    other = rendition("другой", url=FIRST)
    found = saved(store, (first, [other]), (second, [replace(shared, url=SECOND)]))
    assert [changed for _, changed in found] == [True, True]
    assert [at.url for at in store.addresses(found[1][0][0])] == [FIRST, SECOND]


def test_what_is_new_is_told_as_it_stands(store: Store) -> None:
    """With that nobody has to read it again; nothing that was held stands otherwise."""
    kept(store, FIRST, rendition("один", url=FIRST))
    two, english = rendition("два", url=SECOND), rendition("two", url=SECOND, language="en", release="joined")
    number = add(store, page(SECOND)).number
    (found,) = saved_all(store, (number, [two, english, two]))
    assert found.ids == (two.id, english.id, two.id)
    assert not found.changed
    assert {one.id: one for one in found.new} == store.kin.standing([two.id, english.id])
    assert [one.release for one in found.new] == [two.id, "joined"]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (rendition("один", url=SECOND), True),
        (rendition("два", url=FIRST), True),
        (rendition("два", url=SECOND, release=rendition("один").id), True),
        (rendition("два", url=SECOND), False),
    ],
    ids=["same text", "same address", "same release", "nothing in common"],
)
@pytest.mark.parametrize("together", [True, False])
def test_what_has_to_do_with_what_came_before_is_not_new(
    store: Store, text: Rendition, together: bool, changed: bool
) -> None:
    before = rendition("один", url=FIRST)
    first, second = add(store, page(FIRST)).number, add(store, page(SECOND)).number
    if together:
        _, found = saved_all(store, (first, [before]), (second, [text]))
    else:
        store.save(first, [before], RULES)
        (found,) = saved_all(store, (second, [text]))
    assert (found.changed, bool(found.new)) == (changed, not changed)
    held = {one.id: one.release for _, one in store.iterate()}
    expected = [] if text.url == before.url or text.id == before.id else [text]
    assert held == {before.id if text.url != before.url else found.ids[0]: before.id} | {
        one.id: one.release for one in expected
    }


def test_a_page_that_was_tried_is_out_of_date_for_other_rules_and_new_when_it_comes_again(store: Store) -> None:
    number = add(store, page(FIRST)).number
    lot = store.lot([(number, ())])
    assert lot.fail(number, "extract", "no text", RULES)
    assert not lot.fail(number, "extract", "no text", RULES)
    assert lot.fail(number, "extract", "less than no text", RULES)
    assert [failure.error for failure in store.failures()] == ["less than no text"]
    assert (store.count_pages(outdated=RULES), store.count_tried(RULES)) == (0, 1)
    assert (store.count_pages(outdated="newer"), store.count_tried("newer")) == (1, 0)
    assert list(store.pages(outdated=RULES)) == []
    assert add(store, page(FIRST)).is_new
    text = rendition("один", url=FIRST)
    lot.save(number, [Written.of(text)], RULES)
    assert store.failures() == ()
    assert store.count_tried(RULES) == 0


def test_neighbours_in_time_are_found_without_reading_all_there_is() -> None:
    """With an order that no index gives, SQLite would look at every rendition for every page."""
    database = Database("sqlite://")
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with database.reading() as connection:
        store_joining.near(connection, "s", date(2022, 3, 1), date(2022, 3, 7))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[-1]}", ("s", "2022-03-01", "2022-03-07")).all()
    database.close()
    assert "SEARCH renditions USING INDEX" in " ".join(row.detail for row in plan)
