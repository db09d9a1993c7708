"""How often a source publishes, and what counts as silence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from storing import RULES, add, page, rendition

from corpus.rhythm import FEWEST, Rhythm, rhythm
from corpus.store import CrawlState, Store

START = date(2024, 1, 1)


def days(*pauses: int) -> list[date]:
    """Days of publication with these pauses between them."""
    return [START + timedelta(days=sum(pauses[:place])) for place in range(len(pauses) + 1)]


@pytest.mark.parametrize(
    ("pauses", "after", "quiet"),
    [
        pytest.param([2] * 9, 2, False, id="as ever"),
        pytest.param([2] * 9, 6, False, id="three times the usual pause"),
        pytest.param([2] * 9, 7, True, id="longer than that"),
        pytest.param([1, 1, 1, 1, 1, 1, 1, 1, 14], 14, False, id="no longer than once before"),
        pytest.param([1, 1, 1, 1, 1, 1, 1, 1, 14], 15, True, id="longer than ever"),
        pytest.param([30] * 9, 89, False, id="a slow source"),
    ],
)
def test_silence_is_longer_than_any_pause(pauses: list[int], after: int, quiet: bool) -> None:
    known = days(*pauses)
    found = rhythm(known, known[-1] + timedelta(days=after))
    assert found is not None
    assert (found.silent, found.quiet) == (after, quiet)


def test_days_without_new_releases_make_the_pause_not_their_number() -> None:
    many = [day for day in days(*[3] * 9) for _ in range(5)]
    assert rhythm(many, date(2024, 2, 1)) == Rhythm(3, 3, many[-1], date(2024, 2, 1))


def test_few_days_show_no_rhythm() -> None:
    assert rhythm(days(*[1] * (FEWEST - 1)), date(2025, 1, 1)) is None
    assert rhythm(days(*[1] * FEWEST), date(2025, 1, 1)) is not None
    assert rhythm(days(*[1] * 50), None) is None


def test_what_is_dated_after_the_visit_is_left_out() -> None:
    known = days(*[2] * 12)
    found = rhythm([*known, date(2030, 1, 1)], known[-1])
    assert found is not None
    assert (found.published, found.silent) == (known[-1], 0)


@pytest.mark.parametrize(("late", "unvisited"), [(14, False), (15, True), (400, True)])
def test_long_after_a_visit_silence_would_be_ours(late: int, unvisited: bool) -> None:
    known = days(*[2] * 9)
    found = rhythm(known, known[-1])
    assert found is not None
    assert found.unvisited(known[-1] + timedelta(days=late)) == unvisited


def test_the_store_knows_days_and_visits(store: Store) -> None:
    for place, day in enumerate(days(2, 2, 2)):
        url = f"https://example.org/rus/{place}"
        number, _ = add(store, page(url, f"bytes {place}"))
        store.save(number, [rendition(f"текст {place}", url=url, published=day)], RULES)
    assert store.overview.days("s", 3) == tuple(reversed(days(2, 2, 2)))[:3]
    assert store.overview.days("other", 3) == ()
    assert store.overview.visited("s") is None
    asked = page(day=9).fetched
    store.put_crawl_states([CrawlState("s", "https://example.org/", fetched=asked), CrawlState("s", "https://x.org/")])
    assert store.overview.visited("s") == asked
