"""What captures tell of the past of a text, and no more than they tell."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from storing import RULES, START, add, page, rendition

from corpus.edits import EDITED, REWRITTEN, TOUCHED, share, weight
from corpus.past import Past
from corpus.store import Store

MIRROR = "https://mirror.example.org/rus/77"
LAID = "К {} июля уложено {} километров."


def on(day: int) -> datetime:
    """The moment of a capture on that day."""
    return START + timedelta(days=day)


def captured(store: Store, text: str, day: int, *, body: str = "", url: str = "https://example.org/rus/1") -> str:
    """A capture of a page with a text; the id of its rendition."""
    number, is_new = add(store, page(url, body or text, day=day))
    kept = store.kin.at([url]).get(url, [])
    return store.save(number, [rendition(text, url=url)], RULES)[0] if is_new else kept[0]


def past(store: Store, identifier: str) -> Past:
    return store.pasts([identifier])[identifier]


def test_a_text_seen_once_has_a_beginning_and_no_changes(store: Store) -> None:
    one = captured(store, "первый", 3)
    assert past(store, one) == Past(on(3))
    assert past(store, one).changed is None
    assert store.pasts(["nobody"]) == {}


def test_it_was_first_seen_where_any_of_its_addresses_was(store: Store) -> None:
    one = captured(store, "первый", 3)
    assert captured(store, "первый", 1, url=MIRROR) == one
    assert past(store, one) == Past(on(1))


def test_a_change_lies_between_two_captures(store: Store) -> None:
    one = captured(store, LAID.format(12, 27), 0)
    captured(store, LAID.format(12, 27), 4, body="another navigation")
    captured(store, LAID.format(12, 31), 9)
    (edit,) = past(store, one).edits
    assert (edit.after, edit.before) == (on(4), on(9))
    assert past(store, one).changed == on(9)


def test_what_no_longer_stands_is_told_with_the_captures_around_it(store: Store) -> None:
    one = captured(store, "Мост закрыт.", 0)
    captured(store, "Мост закрыт. Ущерба нет.", 2)
    captured(store, "Мост закрыт. Ущерба нет.", 5)  # the same bytes, seen again
    captured(store, "Мост открыт.", 7)
    told = {passage.text: passage for passage in past(store, one).former}
    harm = told["Ущерба нет."]
    assert (harm.not_yet, harm.first_seen, harm.last_seen, harm.gone_by) == (on(0), on(2), on(5), on(7))
    closed = told["Мост закрыт."]
    assert (closed.not_yet, closed.first_seen, closed.last_seen, closed.gone_by) == (None, on(0), on(5), on(7))


def test_what_came_back_is_not_former(store: Store) -> None:
    one = captured(store, "Ущерба нет.", 0)
    captured(store, "Ущерб велик.", 2)
    captured(store, "Ущерба нет.", 4)
    found = past(store, one)
    assert [passage.text for passage in found.former] == ["Ущерб велик."]
    assert [(edit.after, edit.before) for edit in found.edits] == [(on(0), on(2)), (on(2), on(4))]
    (passage,) = found.former
    assert (passage.first_seen, passage.last_seen, passage.gone_by) == (on(2), on(2), on(4))


def test_a_text_of_a_mirror_is_no_change(store: Store) -> None:
    one = captured(store, "Ущерба нет.", 0)
    assert captured(store, "Ущерба нет.", 1, url=MIRROR) == one
    captured(store, "Ущерба нет. Так сообщил сосед.", 2, url=MIRROR)
    assert len(store.revisions(one)) == 2
    assert past(store, one).edits == ()


def test_an_older_capture_that_comes_later_is_put_in_its_place(store: Store) -> None:
    one = captured(store, "Ущерба нет.", 5)
    before = store.sequence
    captured(store, "Ущерб велик.", 1)
    found = past(store, one)
    assert (found.first_seen, [edit.before for edit in found.edits]) == (on(1), [on(5)])
    assert [passage.text for passage in found.former] == ["Ущерб велик."]
    assert [change.id for change in store.changed_since(before)] == [one]  # so that the index hears of it


def test_an_earlier_text_read_otherwise_is_told_too(store: Store) -> None:
    one = captured(store, "Ущерб велик.", 1)
    captured(store, "Ущерба нет.", 5)
    before = store.sequence
    store.save(1, [rendition("Ущерб очень велик.")], "other rules")
    assert [passage.text for passage in past(store, one).former] == ["Ущерб очень велик."]
    assert [change.id for change in store.changed_since(before)] == [one]


@pytest.mark.parametrize(
    ("before", "now", "called"),
    [
        pytest.param("слово " * 99 + "27", "слово " * 99 + "31", TOUCHED, id="one number of a hundred words"),
        pytest.param("а б в г д е ж з и к", "а б в г д е ж з и л", EDITED, id="one of ten words"),
        pytest.param("а б в г д", "а б в г д е ж з и", EDITED, id="words added"),
        pytest.param("а б в г д", "а е ж з и", REWRITTEN, id="most words"),
        pytest.param("", "а", REWRITTEN, id="everything"),
    ],
)
def test_an_edit_is_weighed_by_the_words_it_touches(before: str, now: str, called: str) -> None:
    assert weight(share([before], [now])) == called
    assert share([before], [now]) == share([now], [before])


def test_moved_words_weigh_nothing() -> None:
    assert share(["первый абзац", "второй абзац"], ["второй абзац", "первый абзац"]) == 0
