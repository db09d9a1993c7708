"""Many pages written together: parts that fail alone, what others see meanwhile, batches that do not end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from sqlalchemy import func, select
from storing import RULES, SOMEWHERE, add, page, rendition

from corpus.archive import Location
from corpus.codec import Written
from corpus.errors import StoreError, UnstorableError
from corpus.records import Kinship, Page
from corpus.store import Store
from corpus.store_database import Database
from corpus.store_schema import pages

FACTS = Kinship("facts", 0.9, ("46",), "other")
LEAST = {"words": 2, "facts": 3}


def url(number: int) -> str:
    return f"https://example.org/rus/{number}"


def saved(store: Store, number: int, *, mark: str = RULES, day: int = 4) -> str:
    """Keeps a page with a text of its own; the id of that."""
    text = replace(rendition(f"текст {number}", url=url(number)), published=date(2022, 3, day))
    kept = add(store, page(url(number), f"{number}"))
    (identifier,) = store.save(kept.number, [text], mark)
    return identifier


def refused(store: Store) -> None:
    saved(store, 2)
    raise StoreError("no more")


def unencodable(store: Store) -> None:
    store.record_failure(url(2), "extract", "half of a letter: \ud800")


@pytest.mark.parametrize(("fault", "raised"), [(refused, StoreError), (unencodable, ValueError)])
def test_a_part_that_fails_takes_nothing_from_the_others(
    store: Store, fault: Callable[[Store], None], raised: type[Exception]
) -> None:
    with store.together():
        first = saved(store, 1)
        with pytest.raises(raised), store.part():
            fault(store)
        third = saved(store, 3)
    assert [one.id for _, one in store.iterate()] == [first, third]
    assert [kept.url for kept in store.pages()] == [url(1), url(3)]
    assert store.failures() == ()


def test_what_is_written_together_is_there_as_a_whole_or_not(store: Store) -> None:
    with pytest.raises(StoreError), store.together():
        refused(store)
    assert list(store.pages()) == []
    assert store.sequence == 0


def test_others_see_it_at_the_end(store: Store) -> None:
    with ThreadPoolExecutor(1) as elsewhere, store.together():
        identifier = saved(store, 1)
        assert store.rendition(identifier) is not None
        assert elsewhere.submit(store.rendition, identifier).result() is None
    assert store.rendition(identifier) is not None


def test_a_text_that_two_write_at_once_is_kept_once_at_both_addresses(database: str) -> None:
    """The second looks what is held when the first has ended, and so finds its text."""
    looked, begun = Event(), Event()

    def write(store: Store, number: int, *, first: bool) -> tuple[str, ...]:
        text = rendition("одно и то же", url=url(number))
        written = [Written.of(text)]
        kept = add(store, page(url(number), f"{number}"))
        if not first:
            begun.wait()
        with store.together():
            lot = store.lot([(kept.number, written)])
            if first:
                begun.set()
                assert not looked.wait(0.3)
            else:
                looked.set()
            with store.part():
                return lot.save(kept.number, written, RULES).ids

    with Store(database) as one, Store(database) as other, ThreadPoolExecutor(2) as pool:
        second = pool.submit(write, other, 2, first=False)
        (identifier,) = pool.submit(write, one, 1, first=True).result()
        assert second.result() == (identifier,)
        assert {at.url for at in one.addresses(identifier)} == {url(1), url(2)}


def test_a_page_that_many_take_at_once_is_kept_once(database: str) -> None:
    def take(_: int) -> list[int]:
        with Store(database) as store:
            return [added.number for added in store.take([page(url(1)), page(url(2))], lambda _: SOMEWHERE)]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(take, range(8))) == [[1, 2]] * 8


def test_what_is_read_at_once_stays_as_it_was_committed_whoever_writes_meanwhile(database: str) -> None:
    counted = select(func.count()).select_from(pages)
    with Store(database) as store, ThreadPoolExecutor(1) as elsewhere:
        reader = Database(database)
        with reader.reading() as connection:
            assert connection.execute(counted).scalar() == 0
            elsewhere.submit(saved, store, 1).result()
            assert connection.execute(counted).scalar() == 0
        with reader.reading() as connection:
            assert connection.execute(counted).scalar() == 1
        reader.close()


def test_a_part_alone_is_a_transaction(store: Store) -> None:
    with pytest.raises(StoreError), store.part():
        refused(store)
    assert list(store.pages()) == []


def test_a_value_that_postgresql_does_not_take_is_told(postgresql: str) -> None:
    with Store(postgresql) as store, store.together():
        with pytest.raises(UnstorableError, match="takes no such value"), store.part():
            store.record_failure(url(1), "extract", "\0")
        saved(store, 1)
    with Store(postgresql) as store:
        assert len(list(store.pages())) == 1


def test_pages_are_taken_in_lots(store: Store) -> None:
    """One that comes twice is kept once; an address with other bytes is kept twice; each is archived once."""
    archived: list[Page] = []

    def archive(new: Page) -> Location:
        archived.append(new)
        return SOMEWHERE

    wanted = [page(url(1)), page(url(2)), page(url(1)), page(url(1), "other bytes", day=1)]
    assert [added.number for added in store.take(wanted, archive)] == [1, 2, 1, 3]
    assert [added.is_new for added in store.take(wanted, archive)] == [True] * 4  # none of them is understood yet
    assert [(new.url, new.body) for new in archived] == [(one.url, one.body) for one in (*wanted[:2], wanted[3])]


def test_pages_of_a_batch_that_did_not_end_are_out_of_date(store: Store) -> None:
    saved(store, 1, mark="unfinished 1")
    saved(store, 2, mark="unfinished 2")
    store.finish("unfinished 2", RULES)
    assert [kept.url for kept in store.pages(outdated=RULES)] == [url(1)]
    assert (store.count_pages(outdated=RULES), store.count_pages()) == (1, 2)
    assert not add(store, page(url(1), "1")).is_new  # it is kept and was read: nothing is lost without it


def test_joining_undone_is_known_until_it_is_done_again(store: Store) -> None:
    saved(store, 1)
    assert not store.rejoining
    store.part_releases()
    store.part_releases()
    assert store.rejoining
    assert store.count_pages(outdated=RULES) == 1
    store.finish("another batch", RULES)
    assert store.rejoining
    store.finish("unfinished", RULES, rejoined=True)
    assert not store.rejoining


def test_how_renditions_stand(store: Store) -> None:
    first, second = saved(store, 1), saved(store, 2, day=9)
    store.set_release([second], first)
    store.kin.explain([second], FACTS)
    found = store.kin.standing([first, second, "nothing"])
    assert [(one.number, one.release, one.kinship, one.page) for one in found.values()] == [
        (1, first, None, 1),
        (2, first, FACTS, 2),
    ]
    assert [one.id for _, one in store.kin.near("s", date(2022, 3, 2), date(2022, 3, 8))] == [first]
    assert store.kin.at([url(2), url(3)]) == {url(2): [second]}


def test_any_number_may_be_asked_for_at_once(store: Store) -> None:
    """A statement takes only so many values."""
    one = saved(store, 1)
    many = [f"other {number}" for number in range(40_000)]
    assert list(store.kin.standing([*many, one])) == [one]
    assert store.kin.at([*many, url(1)]) == {url(1): [one]}


def test_uniting_moves_all_of_a_release(store: Store) -> None:
    first, second, third = (saved(store, number) for number in (1, 2, 3))
    store.kin.unite({second}, third)
    store.kin.unite({third, first}, first)
    before = store.sequence
    store.kin.unite({first}, first)
    store.kin.unite({second}, third)  # nothing stands in it any more
    assert store.sequence == before
    assert [one.id for one in store.release(second)] == [first, second, third]


def test_texts_that_share_marks_are_alike(store: Store) -> None:
    for number in range(4):
        saved(store, number)
    marks = {1: [1, 2, 3, 4], 2: [2, 3], 3: [1, 2, 3], 4: [4]}
    for number, values in marks.items():
        store.kin.mark(number, {"words": values, "facts": values[:3]}, ["key"])
    ids = [one.id for _, one in store.iterate()]
    found = store.kin.alike(1, {"words": marks[1], "facts": marks[1]}, LEAST)
    assert found == {"words": [ids[2], ids[1]], "facts": [ids[2]]}
    assert store.kin.alike(1, {"words": [], "facts": []}, LEAST) == {"words": [], "facts": []}
    store.kin.mark(3, {"words": [9]}, [])
    assert store.kin.alike(1, {"words": marks[1]}, LEAST) == {"words": [ids[1]]}


def test_while_everything_is_understood_anew_only_those_are_alike_whose_turn_has_come(store: Store) -> None:
    first, second = (saved(store, number) for number in (1, 2))
    for number in (1, 2):
        store.kin.mark(number, {"words": [1, 2, 3]}, [])
    store.part_releases()
    assert store.kin.alike(1, {"words": [1, 2, 3]}, LEAST) == {"words": []}
    assert saved(store, 2) == second
    assert store.kin.alike(1, {"words": [1, 2, 3]}, LEAST) == {"words": [second]}
    assert store.kin.alike(2, {"words": [1, 2, 3]}, LEAST) == {"words": []}
    assert saved(store, 1) == first
    assert store.kin.alike(2, {"words": [1, 2, 3]}, LEAST) == {"words": [first]}


def test_marks_that_were_read_at_once_are_replaced_as_others_are(store: Store) -> None:
    ids = [saved(store, number) for number in range(4)]
    kin = store.kin
    for number in (1, 2):
        kin.mark(number, {"words": [1, 2]}, ["key"])
    with store.together():
        kin.expect([1, 2])
        kin.came([3])
        kin.mark(1, {"words": [1, 2]}, ["key"])
        kin.mark(2, {"words": [7, 8]}, ["other"])
        kin.mark(3, {"words": [7, 8]}, ["key"])
        kin.mark(3, {"words": [1, 2]}, [])
    assert kin.alike(4, {"words": [1, 2]}, LEAST) == {"words": [ids[0], ids[2]]}
    assert kin.alike(4, {"words": [7, 8]}, LEAST) == {"words": [ids[1]]}
    assert kin.recurring("s", ["key", "other"], 1) == {"key", "other"}
    kin.mark(1, {"words": []}, [])
    assert kin.alike(4, {"words": [1, 2]}, LEAST) == {"words": [ids[2]]}
    assert kin.recurring("s", ["key", "other"], 1) == {"other"}
