"""Which language versions belong to one release, and which only look like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from corpus.records import Article, Rendition
from corpus.sample_site.releases import releases
from indexer.normalise import normalise
from indexer.normalise.translations import best_match, candidate

CAPTURED = datetime(2026, 11, 20, tzinfo=UTC)


def renditions() -> Iterator[Rendition]:
    """The sample releases, one rendition a language; the release id tells which belong together."""
    for release in releases():
        for tag, text in release.texts.items():
            address = f"https://example.org/{tag}/{release.id}"
            article = Article(
                address, release.site, text.title, text.paragraphs, published=release.published.isoformat()
            )
            yield from (replace(one, release=f"{release.id} {tag}") for one in normalise(article, CAPTURED))


def same_release(rendition: Rendition, candidates: Sequence[Rendition]) -> str | None:
    """The release of the candidate that says the same in another language; None where that is in doubt."""
    match = best_match(candidate(rendition), list(map(candidate, candidates)))
    return match.release if match else None


@pytest.fixture(scope="module")
def versions() -> list[Rendition]:
    return list(renditions())


def test_versions_of_the_sample_are_joined_and_none_wrongly(versions: list[Rendition]) -> None:
    joined = wrong = pairs = 0
    for one in versions:
        for language in {"kk", "ru", "en"} - {one.language}:
            others = [other for other in versions if other.language == language]
            found = same_release(one, others)
            pairs += any(other.release[:3] == one.release[:3] for other in others)
            joined += found is not None and found[:3] == one.release[:3]
            wrong += found is not None and found[:3] != one.release[:3]
    assert wrong == 0
    assert joined >= 0.9 * pairs


def test_template_twins_are_not_joined_even_on_one_day(versions: list[Rendition]) -> None:
    day = date(2022, 3, 4)
    second, third = ([one for one in versions if one.release.startswith(number)] for number in ("002", "003"))
    for one in second:
        twins = [replace(other, published=day) for other in third if other.language != one.language]
        assert same_release(replace(one, published=day), twins) is None


def test_a_release_that_has_the_language_already_takes_no_second(versions: list[Rendition]) -> None:
    kk, ru = (next(one for one in versions if one.release == f"010 {tag}") for tag in ("kk", "ru"))
    taken = [replace(ru, release="r"), replace(kk, id="other", release="r")]
    assert same_release(kk, [replace(ru, release="r")]) == "r"
    assert same_release(kk, taken) is None


def test_source_and_day_speak_against_it(versions: list[Rendition]) -> None:
    kk, ru = (next(one for one in versions if one.release == f"010 {tag}") for tag in ("kk", "ru"))
    assert ru.published
    assert same_release(kk, [replace(ru, source="elsewhere")]) is None
    assert same_release(kk, [replace(ru, published=ru.published + timedelta(days=4))]) is None
    assert same_release(kk, []) is None


def rendition(language: str, *paragraphs: str, published: str | None = "2022-03-04") -> Rendition:
    article = Article(f"file:{language}", "files", None, paragraphs, published=published)
    (found,) = normalise(article, CAPTURED)
    assert found.language == language
    return found


RU = "Премьер-министр Серик Ахметов сегодня посетил новый завод и поговорил с рабочими о зарплатах и о жилье."
EN = "Today Prime Minister Serik Akhmetov opened a new school and talked with teachers about books and about meals."


def test_a_name_that_is_in_every_release_joins_nothing() -> None:
    one, other = rendition("ru", RU), rendition("en", EN)
    assert best_match(candidate(one), [candidate(other)]) is None


def test_a_match_says_what_is_shared() -> None:
    one = rendition("ru", f"{RU} Завод в Хромтау выпустит 4120 вагонов, работу получат 215 человек.")
    other = rendition("en", f"{EN} The plant in Khromtau will make 4120 wagons, 215 people will get jobs.")
    found = best_match(candidate(one), [candidate(other)])
    assert found is not None
    assert {"4120", "215"} <= set(found.shared)
    assert found.other == other.id


def test_without_a_day_figures_have_to_be_shared() -> None:
    names = "Ерлан Сапаров, Нурлан Ахметов, Данияр Жунусов"
    one = rendition("ru", f"На встрече в Хромтау выступили жители: {names}.", published=None)
    other = rendition(
        "en",
        "At the meeting in Khromtau residents Yerlan Saparov, Nurlan Akhmetov, Daniyar Zhunusov spoke.",
        published=None,
    )
    assert one.published is None
    assert best_match(candidate(one), [candidate(other)]) is None
