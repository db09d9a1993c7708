"""Where renditions stand is remembered from one transaction to the next, unless somebody changes it in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.archive import Location
from corpus.records import Page, Rendition
from corpus.store import Store
from indexer.neighbours import Neighbours
from indexer.normalise.translations import traits_of

DAY = date(2022, 3, 4)


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with Store(address) as opened:
        yield opened


def saved(store: Store, name: str, *, published: date = DAY, text: str | None = None) -> str:
    """Keeps a page with a text published on a day; the id of that."""
    now = datetime(2022, 3, 9, tzinfo=UTC)
    page = Page.of(f"file:{name}", "files", name.encode(), fetched=now, content_type="text/plain")
    (kept,) = store.take([page], lambda _: Location("file", 0, 1))
    text = text or name
    made = Rendition(text, text, page.url, "files", "en", "Latn", None, (text,), now, published)
    (identifier,) = store.save(kept.number, [made], "rules")
    return identifier


def near(neighbours: Neighbours, day: date = DAY) -> dict[str, str]:
    return {one.id: one.release for one in neighbours.near("files", day)}


def test_what_another_process_changes_in_between_is_seen(store: Store, address: str) -> None:
    neighbours = Neighbours(store)
    saved(store, "one")
    with store.together():
        neighbours.begin(["one"])
        assert near(neighbours) == {"one": "one"}
        neighbours.end()
    with Store(address) as other:
        saved(other, "two")
        other.kin.unite({"one"}, "two")
    with store.together():
        neighbours.begin(())
        assert near(neighbours) == {"one": "two", "two": "two"}
        neighbours.end()


def test_what_nobody_changed_is_not_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    neighbours = Neighbours(store)
    for name in ("one", "two"):
        saved(store, name)
    with store.together():
        neighbours.begin(())
        found = near(neighbours)
        neighbours.end()
    monkeypatch.setattr("corpus.store_joining.near", None)
    monkeypatch.setattr("corpus.store_joining.standing", None)
    with store.together():
        neighbours.begin(["one", "two"])
        assert near(neighbours) == found == {"one": "one", "two": "two"}
        neighbours.moved(store.kin.unite({"two"}, "one"), "one")
        assert near(neighbours) == {"one": "one", "two": "one"}


def test_who_stands_first_at_an_address_is_known_until_somebody_comes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbours = Neighbours(store)
    saved(store, "one")
    with store.together():
        neighbours.begin((), {"file:one", "file:two"})
        with monkeypatch.context() as patched:
            patched.setattr("corpus.store_joining.at", None)
            patched.setattr("corpus.store_joining.standing", None)
            assert neighbours.at("file:one") == neighbours.standing(["one"])["one"]
            assert neighbours.at("file:two") is None
        saved(store, "two")
        neighbours.came(store.kin.standing(["two"]).values())
        assert neighbours.at("file:two") == neighbours.standing(["two"])["two"]
        assert neighbours.at("file:three") is None


def test_what_did_not_come_to_its_end_is_forgotten(store: Store) -> None:
    neighbours = Neighbours(store)
    for name in ("one", "two"):
        saved(store, name)

    def broken() -> None:
        with store.together():
            neighbours.begin(())
            assert near(neighbours) == {"one": "one", "two": "two"}
            neighbours.moved(store.kin.unite({"two"}, "one"), "one")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    with store.together():
        neighbours.begin(())
        assert near(neighbours) == {"one": "one", "two": "two"}


def test_what_comes_or_whose_turn_has_come_is_near(store: Store) -> None:
    neighbours = Neighbours(store)
    saved(store, "one")
    store.part_releases()
    with store.together():
        neighbours.begin(())
        assert near(neighbours) == {}
        assert near(neighbours, date(2022, 5, 1)) == {}
        for name, day in (("one", DAY), ("new", DAY), ("far", date(2022, 3, 9)), ("later", date(2022, 5, 1))):
            saved(store, name, published=day)
            (text,) = store.renditions([name])
            neighbours.came(store.kin.standing([name]).values())
            neighbours.place(neighbours.standing([name])[name], traits_of(text))
        assert near(neighbours) == {"one": "one", "new": "new"}
        assert near(neighbours, date(2022, 3, 6)) == {"one": "one", "new": "new", "far": "far"}
        assert near(neighbours, date(2022, 5, 1)) == {"later": "later"}
        neighbours.place(store.kin.standing(["one"])["one"], replace(traits_of(text), published=None))
        assert near(neighbours) == {"one": "one", "new": "new"}
