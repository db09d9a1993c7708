"""Topics: stems of three languages, the primary one first, evidence kept."""

from __future__ import annotations

import pytest

from corpus.authority import topics as entries
from indexer.normalise.topics import topics


@pytest.mark.parametrize(
    ("title", "text", "language", "primary"),
    [
        ("Рудныйда жаңа аурухана ашылды", "Ауруханада 40 дәрігер науқастарды емдейді.", "kk", "health"),
        ("На дороге идёт ремонт", "Асфальт уложен на 27 километрах трассы, строят мост.", "ru", "transport_infra"),
        (
            "Museum reopens",
            "The museum shows a new exhibition of the heritage of the steppe.",
            "en",
            "culture_heritage",
        ),
        ("Выборы депутатов", "Избиратели придут на голосование, бюллетени готовы.", "ru", "elections"),
        ("Жемқорлыққа қарсы шара", "Пара алған қызметкер жазаланды.", "kk", "anticorruption"),
    ],
)
def test_the_primary_topic(title: str, text: str, language: str, primary: str) -> None:
    assert topics(title, (text,), language)[0].id == primary


def test_the_words_that_spoke_are_kept() -> None:
    (first, *_) = topics("Школа", ("В школе новые учителя и ученики.",), "ru")
    assert first.id == "education_science"
    assert set(first.words) == {"школ", "учител", "ученик"}


def test_a_stem_marked_as_a_whole_word_does_not_begin_one() -> None:
    found = topics("Поездка", ("Поездка в район, поездка в область, дорога к людям.",), "ru")
    assert all("поезд" not in topic.words for topic in found)


def test_nothing_is_said_of_a_text_without_stems() -> None:
    assert topics(None, ("Ия.",), "kk") == ()
    assert topics("Школа", ("Школа и учителя.",), "uk") == ()


def test_scores_fall_and_ids_are_known() -> None:
    found = topics(
        "Election observers", ("Voters, ballots, observers, courts, judges, budgets, taxes, schools.",) * 4, "en"
    )
    scores = [topic.score for topic in found]
    assert scores == sorted(scores, reverse=True)
    assert {topic.id for topic in found} <= set(entries())
