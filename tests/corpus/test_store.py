"""What the store gives back: renditions, releases, changes, crawl state, figures."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storing import RULES, SOMEWHERE, START, add, page, rendition

from corpus import codec
from corpus.errors import StoreError
from corpus.records import Evidence, Kinship, Mention, Person, Place, Rendition, Statement, Topic
from corpus.store import CrawlState, Store

KINDS = (Evidence, Mention, Person, Place, Statement, Topic, Rendition)


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


def url(number: int) -> str:
    return f"https://example.org/rus/{number}"


def fill(store: Store, count: int, *, language: str = "ru", source: str = "s", day: int = 1) -> list[str]:
    """Saves as many pages of one rendition each; the ids."""
    ids: list[str] = []
    for number in range(count):
        place = f"{url(number)}-{language}-{source}"
        said = rendition(f"текст {number}", url=place, language=language, source=source)
        kept = add(store, page(place, f"{number}", source=source))
        ids += store.save(kept.number, [replace(said, published=date(2022, 3, day + number % 20))], RULES)
    return ids


@settings(max_examples=40)
@given(st.builds(Rendition, captured=st.datetimes(timezones=st.just(UTC))))
def test_records_survive_the_way_through_json(record: Rendition) -> None:
    assert codec.load(codec.dump(record)) == record


def test_a_record_of_an_older_minber_lacks_what_is_newer() -> None:
    record = rendition("текст")
    newer = {"spun", "published_within", "kinship", "boilerplate"}
    older = {name: value for name, value in json.loads(codec.dump(record)).items() if name not in newer}
    assert codec.load(json.dumps(older)) == record


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"paragraphs": None}, id="a wrong value"),
        pytest.param({"published_evidence": {"confidence": 1.0}}, id="a field missing"),
        pytest.param({"sooth": True}, id="a field nobody knows"),
    ],
)
def test_a_damaged_record_is_told(change: dict[str, object]) -> None:
    record = json.loads(codec.dump(rendition("текст"))) | change
    with pytest.raises(StoreError, match=r"a record is damaged .*; run minber index --rebuild"):
        codec.load(json.dumps(record))


def test_renditions_come_in_the_order_asked(store: Store) -> None:
    ids = fill(store, 4)
    asked = [ids[2], "nothing", ids[0]]
    assert [found.id for found in store.renditions(asked)] == [ids[2], ids[0]]
    assert store.rendition("nothing") is None
    assert store.numbers(asked) == {ids[2]: 3, ids[0]: 1}


def test_many_more_than_a_batch(store: Store) -> None:
    ids = fill(store, 530)
    assert [found.id for _, found in store.iterate()] == ids
    assert [found.id for found in store.renditions(ids)] == ids
    assert len(list(store.pages())) == 530


def test_one_may_write_while_another_iterates(store: Store) -> None:
    fill(store, 2)
    reading = store.iterate()
    next(reading)
    store.record_failure(url(9), "fetch", "refused")
    assert len(list(reading)) == 1


def test_what_is_near_is_of_the_source_and_of_these_days(store: Store) -> None:
    ids = fill(store, 6)
    fill(store, 6, source="other")
    near = store.kin.near("s", date(2022, 3, 2), date(2022, 3, 4))
    days = [date(2022, 3, day) for day in (2, 3, 4)]
    assert sorted((day, found.id) for day, found in near) == list(zip(days, ids[1:4], strict=True))


def test_what_is_held_is_the_same_as_what_is_read_and_can_be_chosen(store: Store) -> None:
    fill(store, 2)
    silent = replace(rendition("silent", url=url(7), language="en"), statements=())
    store.save(add(store, page(url(7))).number, [silent], RULES)
    store.kin.explain([silent.id], Kinship("facts", 0.9, ("46",), "other"))
    held = list(store.held())
    assert [(one.number, one.rendition()) for one in held] == list(store.iterate())
    assert held[2].rendition() == store.rendition(silent.id)
    assert list(store.held(language="ru")) == list(store.held(speaking=True)) == held[:2]
    assert list(store.held(language="en")) == list(store.held(besides="ru")) == held[2:]
    assert list(store.held(language="en", speaking=True)) == []


def test_joined_releases_answer_to_both_ids(store: Store) -> None:
    first, second, third = fill(store, 3)
    before = store.sequence
    store.set_release([second], first)
    store.set_release([first, second], third)
    for known in (first, second, third):
        assert [found.id for found in store.release(known)] == [first, second, third]
    assert {change.id for change in store.changed_since(before)} == {first, second}
    assert store.status().releases == 1


def test_an_understanding_after_a_join_keeps_the_join(store: Store) -> None:
    first, second = fill(store, 2)
    store.set_release([second], first)
    store.save(2, [rendition("текст 1, иначе", url=f"{url(1)}-ru-s")], "fingerprint-2")
    assert [found.id for found in store.release(first)] == [first, second]


def test_parted_releases_are_as_their_pages_made_them(store: Store) -> None:
    first, second, third = fill(store, 3)
    store.set_release([second], first)
    before = store.sequence
    store.part_releases()
    assert [found.id for found in store.release(second)] == [second]
    assert [change.id for change in store.changed_since(before)] == [second]
    store.set_release([first], second)
    assert [found.id for found in store.release(first)] == [first, second]
    assert [found.id for found in store.release(third)] == [third]


def test_a_language_added_after_a_join_parts_with_its_page(store: Store) -> None:
    first, second = fill(store, 2)
    store.set_release([second], first)
    place = f"{url(1)}-ru-s"
    kazakh = rendition("бірінші", url=place, language="kk")
    russian = rendition("текст 1", url=place, release=kazakh.release)
    store.save(2, [kazakh, russian], "fingerprint-2")
    assert [found.id for found in store.release(first)] == [first, second, kazakh.id]
    store.part_releases()
    assert [found.id for found in store.release(second)] == [second, kazakh.id]


def test_joining_to_nothing_is_an_error(store: Store) -> None:
    ids = fill(store, 1)
    with pytest.raises(StoreError, match="'gone'"):
        store.set_release(ids, "gone")


def test_changes_are_told_once_each_and_in_order(store: Store) -> None:
    ids = fill(store, 3)
    assert [change.id for change in store.changed_since(0)] == ids
    since = store.sequence
    assert store.changed_since(since) == ()
    store.save(2, [replace(rendition("новый", url=f"{url(1)}-ru-s"), topics=())], "fingerprint-2")
    assert [(change.number, change.id, change.removed) for change in store.changed_since(since)] == [(2, ids[1], False)]


def test_pages_know_by_which_rules_they_were_understood(store: Store) -> None:
    fill(store, 2)
    add(store, page(url(7)))
    assert [kept.url for kept in store.pages(outdated=RULES)] == [url(7)]
    assert [kept.number for kept in store.pages(outdated="others")] == [1, 2, 3]
    kept = store.page(3)
    assert kept is not None
    assert (kept.url, kept.location, kept.fetched, kept.understood) == (url(7), SOMEWHERE, START, None)
    assert store.page(4) is None


def test_a_page_that_was_kept_but_not_understood_is_new_again(store: Store) -> None:
    assert add(store, page()).is_new
    assert add(store, page()) == (1, True)
    store.save(1, [], RULES)
    assert add(store, page(day=1)) == (1, False)
    assert store.page(1).last_seen == page(day=1).fetched  # type: ignore[union-attr]


def test_crawl_state_is_kept_in_order_and_renewed(store: Store) -> None:
    waiting = [CrawlState("s", url(number), kind="listing") for number in range(700)]
    store.put_crawl_states(waiting)
    done = CrawlState("s", url(1), "page", False, '"tag"', "Fri, 04 Mar 2022", START, 200)
    store.put_crawl_states([done, CrawlState("other", url(1))])
    held = store.crawl_states("s")
    assert held == (waiting[0], done, *waiting[2:])
    assert store.crawl_states("s", pending=False) == (done,)
    assert len(store.crawl_states("s", pending=True)) == 699
    assert store.crawl_states("nobody") == ()


def test_a_failure_stands_until_the_address_is_understood(store: Store) -> None:
    store.record_failure(url(1), "extract", "no text")
    store.record_failure(url(1), "extract", "still no text")
    store.record_failure(url(2), "fetch", "404")
    assert [(one.url, one.stage, one.error) for one in store.failures()] == [
        (url(1), "extract", "still no text"),
        (url(2), "fetch", "404"),
    ]
    add(store, page(url(1)))
    store.save(1, [rendition("текст", url=url(1))], RULES)
    assert [one.url for one in store.failures()] == [url(2)]


def test_status_counts_what_is_held(store: Store) -> None:
    fill(store, 3)
    fill(store, 2, language="kk", day=10)
    fill(store, 1, source="t")
    held = store.status()
    assert (held.pages, held.renditions, held.releases, held.statements, held.failures) == (6, 6, 6, 6, 0)
    assert held.languages == {"kk": 2, "ru": 4}
    first, _ = held.sources
    assert (first.source, first.pages, first.languages) == ("s", 5, {"kk": 2, "ru": 3})
    assert (first.first_published, first.last_published) == (date(2022, 3, 1), date(2022, 3, 11))
    assert first.last_fetched == datetime(2022, 3, 4, 9, tzinfo=UTC)


def test_everything_is_there_after_opening_again(address: str) -> None:
    with Store(address) as store:
        ids = fill(store, 2)
    with Store(address, create=False) as store:
        assert [found.id for _, found in store.iterate()] == ids


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    add(store, page())
    good, bad = rendition("первый"), replace(rendition("второй"), published="no day at all")
    with pytest.raises(StoreError):
        store.save(1, [good, bad], RULES)  # type: ignore[list-item]
    assert list(store.iterate()) == []
    assert store.sequence == 0


def test_two_writers_wait_for_each_other(database: str) -> None:
    with Store(database) as one, Store(database) as other, ThreadPoolExecutor(2) as pool:
        writing = [pool.submit(fill, one, 25), pool.submit(fill, other, 25, language="kk")]
        assert [len(done.result()) for done in writing] == [25, 25]
        assert one.status().languages == {"kk": 25, "ru": 25}
        assert one.sequence == 50
