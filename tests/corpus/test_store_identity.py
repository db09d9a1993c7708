"""What the store takes for the same rendition, and what for a new text of it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storing import RULES, add, page, rendition, text_id

from corpus.records import Page, Rendition
from corpus.store import Store

RU = "https://example.org/rus/1"
KK = "https://example.org/kaz/1"
MIRROR = "https://mirror.example.org/rus/77"
UNDERSTOOD = ("mentions", "statements", "addresses", "revisions", "renditions", "releases")


def keep(store: Store, kept: Page, *texts: Rendition, rules: str = RULES) -> tuple[str, ...]:
    """Keeps a page and saves its renditions when the store says that it has to be understood."""
    number, is_new = add(store, kept)
    return store.save(number, texts, rules) if is_new else ()


def at(store: Store, url: str) -> tuple[Rendition, ...]:
    """The renditions at an address."""
    return store.renditions(store.kin.at([url]).get(url, []))


def again(store: Store, number: int, *texts: Rendition) -> tuple[str, ...]:
    """Saves what other rules understood of a page."""
    return store.save(number, texts, "fingerprint-2")


def dump(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_a_new_text_gets_its_own_id_and_release(store: Store) -> None:
    (identifier,) = keep(store, page(), rendition("первый"))
    assert identifier == text_id("s", "ru", "первый")
    assert store.rendition(identifier) == rendition("первый")
    assert store.release(identifier) == (rendition("первый"),)


def test_the_same_page_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    keep(store, page(), rendition("первый"))
    before = dump(tmp_path / "store.sqlite")
    assert keep(store, page(), rendition("первый")) == ()
    again_saved = store.save(1, [rendition("первый")], RULES)
    assert again_saved == (rendition("первый").id,)
    assert dump(tmp_path / "store.sqlite") == before


def test_a_changed_text_is_a_revision_of_the_same_rendition(store: Store) -> None:
    first = keep(store, page(), rendition("к 12 июля уложено 27 километров"))
    later = keep(store, page(body="new", day=2), rendition("к 12 июля уложен 31 километр"))
    assert later == first
    assert store.numbers(first) == {first[0]: 1}
    texts = [(one.paragraphs[0], one.current) for one in store.revisions(first[0])]
    assert texts == [("к 12 июля уложено 27 километров", False), ("к 12 июля уложен 31 километр", True)]
    current = store.rendition(first[0])
    assert current is not None
    assert current.statements[0].text == "к 12 июля уложен 31 километр"


def test_other_bytes_with_the_same_text_are_no_revision(store: Store) -> None:
    (identifier,) = keep(store, page(), rendition("первый"))
    keep(store, page(body="another navigation", day=1), rendition("первый"))
    assert len(store.revisions(identifier)) == 1


def test_the_same_text_under_another_address_of_the_source_is_an_address(store: Store) -> None:
    (identifier,) = keep(store, page(), rendition("первый"))
    assert keep(store, page(MIRROR), rendition("первый", url=MIRROR)) == (identifier,)
    assert [address.url for address in store.addresses(identifier)] == [RU, MIRROR]
    assert at(store, MIRROR) == (rendition("первый"),)


def test_the_same_text_of_another_source_is_another_rendition(store: Store) -> None:
    keep(store, page(), rendition("первый"))
    copy = rendition("первый", url=MIRROR, source="copy")
    assert keep(store, page(MIRROR, source="copy"), copy) == (copy.id,)
    assert store.status().renditions == 2


def test_a_mirror_that_lags_behind_does_not_turn_the_text_back(store: Store) -> None:
    (identifier,) = keep(store, page(), rendition("первый"))
    keep(store, page(MIRROR), rendition("первый", url=MIRROR))
    keep(store, page(body="new", day=1), rendition("второй"))
    keep(store, page(MIRROR, body="mirror, new navigation", day=2), rendition("первый", url=MIRROR))
    assert store.renditions([identifier])[0].paragraphs[0] == "второй"


def test_a_text_that_is_back_is_current_again(store: Store) -> None:
    (identifier,) = keep(store, page(), rendition("первый"))
    keep(store, page(body="new", day=1), rendition("второй"))
    keep(store, page(day=2), rendition("первый"))
    assert [one.current for one in store.revisions(identifier)] == [True, False]
    assert store.renditions([identifier])[0].paragraphs[0] == "первый"


def test_better_rules_are_no_edit_of_the_site(store: Store) -> None:
    (identifier,) = keep(store, page(), rendition("Подпись к фото. первый"))
    assert again(store, 1, rendition("первый")) == (identifier,)
    (revision,) = store.revisions(identifier)
    assert revision.paragraphs[0] == "первый"


def test_better_rules_may_show_that_two_texts_are_one(store: Store) -> None:
    (identifier,) = keep(store, page(), rendition("первый 10:15"))
    keep(store, page(body="a clock", day=1), rendition("первый 10:16"))
    again(store, 1, rendition("первый"))
    again(store, 2, rendition("первый"))
    (revision,) = store.revisions(identifier)
    assert (revision.paragraphs[0], revision.current) == ("первый", True)


def test_a_language_that_rules_no_longer_see_is_gone_and_may_come_back(store: Store) -> None:
    russian = rendition("первый")
    kazakh = rendition("бірінші", language="kk", release=russian.release)
    keep(store, page(), russian, kazakh)
    before = store.sequence
    again(store, 1, russian)
    assert [(change.id, change.removed) for change in store.changed_since(before)] == [(kazakh.id, True)]
    assert store.rendition(kazakh.id) is None
    assert [found.id for _, found in store.iterate()] == [russian.id]
    again(store, 1, russian, kazakh)
    assert store.release(russian.id) == (russian, kazakh)


def test_a_language_missing_from_a_newer_page_is_still_held(store: Store) -> None:
    keep(store, page(), rendition("первый"), rendition("бірінші", language="kk"))
    keep(store, page(body="new", day=1), rendition("второй"))
    assert [found.language for found in at(store, RU)] == ["ru", "kk"]


def test_several_texts_of_one_language_on_a_page_stay_apart(store: Store) -> None:
    ids = keep(store, page(), rendition("первый"), rendition("второй"), rendition("первый"))
    assert ids == (rendition("первый").id, rendition("второй").id, rendition("первый").id)
    assert len(at(store, RU)) == 2


def test_languages_of_a_page_are_one_release(store: Store) -> None:
    kazakh = rendition("бірінші", language="kk")
    russian = rendition("первый", release=kazakh.release)
    keep(store, page(), kazakh, russian)
    assert store.release(kazakh.release) == (kazakh, russian)


def test_a_language_added_later_joins_the_release_of_its_page(store: Store) -> None:
    (russian,) = keep(store, page(), rendition("первый"))
    kazakh = rendition("бірінші", language="kk")
    keep(store, page(body="new", day=1), kazakh, rendition("второй", release=kazakh.release))
    assert [found.language for found in store.release(russian)] == ["ru", "kk"]


def test_an_id_taken_by_a_text_that_is_read_otherwise_now_is_not_taken_twice(store: Store) -> None:
    (first,) = keep(store, page(), rendition("первый"))
    again(store, 1, rendition("читается иначе"))
    (second,) = keep(store, page(MIRROR), rendition("первый", url=MIRROR))
    assert first != second
    assert {found.paragraphs[0] for found in store.renditions([first, second])} == {
        "первый",
        "читается иначе",
    }


visits = st.lists(
    st.tuples(
        st.sampled_from([RU, KK, MIRROR]),
        st.dictionaries(st.sampled_from(["kk", "ru", "en"]), st.sampled_from(["а", "б", "в"]), max_size=3),
    ),
    max_size=7,
)


def visit(store: Store, url: str, texts: dict[str, str], day: int) -> None:
    body = body_of(url, texts)
    keep(store, page(url, body, day=day), *read(url, body))


def body_of(url: str, texts: dict[str, str]) -> str:
    return json.dumps({"url": url, "texts": texts}, ensure_ascii=False, sort_keys=True)


def read(url: str, body: str) -> list[Rendition]:
    """What understanding makes of a page written by `visit`."""
    texts: dict[str, str] = json.loads(body)["texts"]
    found = [rendition(text, url=url, language=language) for language, text in texts.items()]
    release = found[0].id if found else None
    return [rendition(one.paragraphs[0], url=url, language=one.language, release=release) for one in found]


def understood(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of what understanding concludes, without the numbers of changes."""
    rows = dump(file)
    rows["renditions"] = [row[:-1] for row in rows["renditions"]]
    return {name: sorted(rows[name], key=repr) for name in UNDERSTOOD}


@settings(deadline=None, max_examples=20)
@given(visits)
def test_all_can_be_computed_again_from_the_pages(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, dict[str, str]]]
) -> None:
    file = tmp_path_factory.mktemp("store") / "store.sqlite"
    with Store(f"sqlite:///{file}") as store:
        for day, (url, texts) in enumerate(history):
            visit(store, url, texts, day)
        written = [body_of(url, texts) for url, texts in history]
        bodies = {hashlib.sha256(body.encode()).hexdigest(): body for body in written}
        first = understood(file)
        recompute(store, bodies)
        assert understood(file) == first, "computing again over what is there"
        with closing(sqlite3.connect(file)) as connection:
            for name in UNDERSTOOD:
                connection.execute(f"DELETE FROM {name}")
            connection.commit()
        recompute(store, bodies)
        assert understood(file) == first, "computing again from nothing"


def recompute(store: Store, bodies: dict[str, str]) -> None:
    for kept in list(store.pages()):
        store.save(kept.number, read(kept.url, bodies[kept.sha256]), RULES)
