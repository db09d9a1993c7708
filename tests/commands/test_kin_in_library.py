"""Copies, versions and recurring lines from files to answers; and all of it computed again from the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import pipeline
from indexer.library import Library
from indexer.normalise.boilerplate import LEAST_RELEASES
from indexer.progress import Progress
from indexer.query.ask import Question
from indexer.report import rendition as as_json
from indexer.settings import Settings
from search_app import create_app

BODY = (
    "4 марта 2022 года в Актобе совет по цифровым услугам провёл встречу с жителями области и рассказал о центрах.",
    "В этом году в районах откроются 14 центров обслуживания, на оборудование направят 320 миллионов тенге.",
    "«Мы обещаем, что очередей больше не будет: каждый получит справку за десять минут», – сказал Ерлан Сапаров.",
    "Участники встречи предложили продлить часы приёма, обучить 46 консультантов и открыть единый номер телефона.",
)
MOTTO = "Совет – консультативный орган; его заседания открыты для всех жителей."
TOWNS = ("Шар", "Аягоз", "Арал", "Тараз", "Ленгер", "Сатпаев")
SUBJECTS = ("о ремонте дороги", "о новой школе", "о поливной воде", "о музее", "о спортзале", "о парке")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(Settings(home=tmp_path / "home", processes=1)) as opened:
        yield opened


def add(library: Library, folder: Path, source: str, **texts: tuple[str, ...]) -> pipeline.Counts:
    """Adds texts as files of a source."""
    here = folder / source
    here.mkdir(exist_ok=True)
    files = []
    for name, paragraphs in texts.items():
        files.append(here / f"{name}.txt")
        files[-1].write_text("\n".join(paragraphs) + "\n", encoding="utf-8")
    with Progress("documents") as progress:
        return pipeline.add(library, files, source=source, progress=progress)


def bring_up(library: Library, *, rebuild: bool = False) -> None:
    with Progress("renditions") as progress:
        pipeline.index(library, rebuild=rebuild, progress=progress)


def held(library: Library) -> list[dict[str, object]]:
    return [as_json(rendition, None) | {"release": rendition.release} for _, rendition in library.store.iterate()]


def test_a_copy_is_counted_once_and_shown_with_its_original(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path, "sample-news", mirror=(*BODY, "Фоторепортаж смотрите на сайте."))
    add(library, tmp_path, "sample-commission", official=BODY)
    bring_up(library)
    found = library.search(Question("консультантов"))
    assert found.total == 1
    (card,) = found.cards
    original, copy = (version.rendition() for version in card.versions)
    assert (original.source, copy.source) == ("sample-commission", "sample-news")
    assert card.rendition == original
    assert original.kinship is None
    assert copy.copy_of == card.versions[1].copy_of == original.id
    assert copy.altered is None
    assert library.statements(Question("очередей")).total == 1, "what a copy repeats is said once"


def test_a_copy_that_changes_is_none_any_more(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path, "sample-commission", official=BODY)
    add(library, tmp_path, "files", copy=BODY[:3])
    assert [one.copy_of is not None for _, one in library.store.iterate()] == [False, True]
    add(library, tmp_path, "files", copy=("Дорога закрыта на ремонт до осени, объезд идёт через соседний посёлок.",))
    assert [one.copy_of for _, one in library.store.iterate()] == [None, None]


def test_an_altered_copy_is_marked_on_the_page_in_json_and_on_the_card(library: Library, tmp_path: Path) -> None:
    altered = tuple(text.replace("обещаем", "надеемся") for text in BODY)
    add(library, tmp_path, "sample-commission", official=BODY)
    add(library, tmp_path, "files", altered=altered)
    bring_up(library)
    (card,) = library.search(Question("консультантов")).cards
    (copy,) = [version for version in card.versions if version.copy_of]
    client = create_app(library).test_client()
    answer = client.get(f"/release/{copy.release}.json").get_json()
    (marked,) = [one for one in answer["renditions"] if one["altered"]]
    assert marked["altered"]["signs"] == ["обещаем → надеемся"]
    assert marked["kinship"]["rule"] == "altered copy"
    page = client.get(f"/en/release/{copy.release}?version=ru").get_data(as_text=True)
    assert "copied in changed words at" in page
    assert "it is no official source" not in page, "the page shows the original"


def test_a_text_spun_by_a_machine_is_marked_where_it_is_shown(library: Library, tmp_path: Path) -> None:
    spun = (
        "The Central Election Fee accredited observers in Astana, mentioned the Ministry of Overseas Affairs.",
        "“All will come,” famous the Prosecutor Basic. Residents solid their votes in many villages.",
    )
    add(library, tmp_path, "files", spun=spun)
    bring_up(library)
    (card,) = library.search(Question("observers")).cards
    assert card.rendition.altered is not None
    client = create_app(library).test_client()
    for address in ("/en/search?q=observers", f"/en/release/{card.rendition.release}"):
        assert "it is no official source" in client.get(address).get_data(as_text=True)
    assert client.get("/en/search.json?q=observers").get_json()["hits"][0]["altered"] is True


def recurring(numbers: range) -> dict[str, tuple[str, ...]]:
    return {
        f"t{at}": (
            f"В городе {TOWNS[at]} прошло заседание {SUBJECTS[at]}, на нём выступили {at + 11} жителей.",
            f"Решение {SUBJECTS[at]} примут в следующем квартале, сообщили в акимате.",
            MOTTO,
        )
        for at in numbers
    }


def test_what_recurs_is_left_out_also_of_what_came_before(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path, "files", **recurring(range(LEAST_RELEASES - 1)))
    assert all(MOTTO in one.paragraphs for _, one in library.store.iterate())
    counts = add(library, tmp_path, "files", **recurring(range(LEAST_RELEASES - 1, LEAST_RELEASES)))
    assert counts.done["documents"] == 1
    texts = [one for _, one in library.store.iterate()]
    assert len(texts) == LEAST_RELEASES
    assert all(one.boilerplate == (MOTTO,) and MOTTO not in one.paragraphs for one in texts)
    add(library, tmp_path, "files", **recurring(range(LEAST_RELEASES, LEAST_RELEASES + 1)))
    assert all(one.boilerplate == (MOTTO,) for _, one in library.store.iterate())
    bring_up(library)
    assert library.search(Question("консультативный")).total == 0
    assert library.search(Question("заседание")).total == LEAST_RELEASES + 1


def test_a_rebuild_concludes_the_same_from_the_archive(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path, "files", **recurring(range(LEAST_RELEASES)))
    add(library, tmp_path, "sample-commission", official=BODY)
    add(library, tmp_path, "sample-news", altered=tuple(text.replace("обещаем", "надеемся") for text in BODY))
    before = held(library)
    assert any(one["kinship"] for one in before)
    bring_up(library, rebuild=True)
    assert held(library) == before


def test_versions_without_a_day_are_joined_by_what_they_share(library: Library, tmp_path: Path) -> None:
    ru = (
        "Дорога от Хромтау до Актобе длиной 87 километров будет отремонтирована за 4120 миллионов тенге.",
        "Работы ведёт бригада из 215 человек, рассказал Ерлан Сапаров на встрече с Нурланом Ахметовым.",
    )
    en = (
        "The road from Khromtau to Aktobe, 87 kilometres long, will be repaired for 4120 million tenge.",
        "The works are led by a team of 215 people, Yerlan Saparov told Nurlan Akhmetov at a meeting.",
    )
    add(library, tmp_path, "files", ru=ru, en=en)
    one, other = (rendition for _, rendition in library.store.iterate())
    assert (one.published, one.release) == (None, other.release)
    assert other.kinship is not None
    assert (other.kinship.rule, other.kinship.other) == ("facts", one.id)
    assert {"87", "4120", "215"} <= set(other.kinship.shared)


def test_versions_on_one_page_say_so(library: Library, tmp_path: Path) -> None:
    kk = (
        "Аудан әкімдігінде өткен жиында тұрғындар су құбырын жөндеу, мектептің шатырын ауыстыру туралы сұрақ қойды.",
        "Әкім жөндеу жұмыстары қыркүйек айында басталатынын, оған бюджеттен қаражат бөлінгенін айтты.",
    )
    add(library, tmp_path, "files", both=(*kk, *BODY))
    first, second = (rendition for _, rendition in library.store.iterate())
    assert first.release == second.release
    assert (first.kinship, second.kinship and second.kinship.rule) == (None, "page")


def test_links_say_so(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "pair.jsonl"
    records = (
        {"id": "a-ru", "pair": "a", "lang": "ru", "text": "Дорогу отремонтируют к осени, сообщили в акимате района."},
        {"id": "a-en", "pair": "a", "lang": "en", "text": "The road will be repaired by autumn, the akimat said."},
    )
    file.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    with Progress("documents") as progress:
        pipeline.add(library, [file], source="files", progress=progress)
    one, other = (rendition for _, rendition in library.store.iterate())
    assert one.release == other.release
    joined = [each.kinship for each in (one, other) if each.kinship]
    assert [kinship.rule for kinship in joined] == ["link"]
