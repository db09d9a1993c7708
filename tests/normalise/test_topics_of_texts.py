"""Topics: stems of three languages, the primary one first, evidence kept."""

from __future__ import annotations

import pytest

from corpus.authority import topics as entries
from indexer.normalise.persons import persons
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
    assert {"учител", "ученик"} <= set(first.words)


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


@pytest.mark.parametrize(
    ("text", "language", "kept_out"),
    [
        ("Чрезвычайный и Полномочный Посол вручил верительные грамоты.", "ru", "security_emergency"),
        ("Төтенше және Өкілетті Елші сенім грамотасын тапсырды.", "kk", "security_emergency"),
        ("Кандидат наук и доктор наук выступили на открытии музея.", "ru", "elections"),
        ("The press service of the museum told of the exhibition.", "en", "media"),
    ],
)
def test_a_phrase_that_speaks_for_nothing_is_passed_over(text: str, language: str, kept_out: str) -> None:
    found = {topic.id for topic in topics(None, (text,), language)}
    assert found
    assert kept_out not in found


@pytest.mark.parametrize(
    ("phrase", "word", "language", "topic"),
    [
        ("The investment climate improved.", "The climate improved.", "en", "environment"),
        ("Собран урожай зерновых культур.", "День родных культур.", "ru", "culture_heritage"),
        ("Диқандар жер учаскесін алды, жер учаскесі үлкен.", "Сайлау учаскесі ашылды.", "kk", "elections"),
    ],
)
def test_a_word_inside_a_phrase_speaks_only_for_its_topic(phrase: str, word: str, language: str, topic: str) -> None:
    assert topic not in {found.id for found in topics(None, (phrase,), language)}
    assert topic in {found.id for found in topics(None, (word,), language)}


def test_a_further_topic_needs_a_word_of_its_own_or_several() -> None:
    title = "Festival of youth and its music"
    (first, *further) = topics(title, ("Young people came. Youth policy was the subject of the youth council.",), "en")
    assert first.id == "youth"
    assert "culture_heritage" in {topic.id for topic in further}  # festival and music
    found = topics("Young people and health", ("Youth policy was the subject of the youth council.",), "en")
    assert [topic.id for topic in found] == ["youth"]


@pytest.mark.parametrize(
    ("title", "text", "language", "audience"),
    [
        (
            "Музей открыл выставку",
            "Выставку посетили студенты и журналисты. В музее показали картины художников.",
            "ru",
            {"youth", "education_science", "media"},
        ),
        (
            "Museum opens an exhibition",
            "Students and journalists attended. The museum shows paintings.",
            "en",
            {"youth", "education_science", "media"},
        ),
        (
            "Мұражайда көрме ашылды",
            "Көрмеге студенттер мен журналистер келді. Мұражайда суретшілердің еңбектері қойылды.",
            "kk",
            {"youth", "education_science", "media"},
        ),
    ],
)
def test_the_audience_is_no_topic(title: str, text: str, language: str, audience: set[str]) -> None:
    found = topics(title, (text,), language)
    assert found[0].id == "culture_heritage"
    assert not audience & {topic.id for topic in found}


def test_a_late_word_weighs_less() -> None:
    filler = ("The meeting went on for a while and then it was over.",) * 8
    court = "The judges of the supreme court heard the defendant."
    early, late = topics("Meeting", (court, *filler), "en"), topics("Meeting", (*filler, court), "en")
    assert early[0].id == late[0].id == "law_justice"
    assert early[0].score > late[0].score


def test_a_long_text_asks_for_more() -> None:
    said = ("Voters cast ballots.", "They talked of a museum, a concert, a theatre and an exhibition.")
    filler = ("The meeting went on for a while and then it was over.",) * 200
    assert "culture_heritage" in {topic.id for topic in topics(None, said, "en")}
    assert "culture_heritage" not in {topic.id for topic in topics(None, (said[0], *filler, said[1], *filler), "en")}


def test_names_of_people_say_nothing_of_topics() -> None:
    """Салықов is no tax; but the president's name, which the lists have, speaks."""
    lines = ["Ербол Салықов келді. Салықов пен Бағаев сөйлесті. Салықов кетті, Салықов қайтты."]
    named = persons(None, lines, "kk")
    assert "economy_budget" in {topic.id for topic in topics(None, lines, "kk")}
    assert topics(None, lines, "kk", people=named) == ()
    praised = ["Президент Касым-Жомарт Токаев принял послов. Токаев поблагодарил их. Токаев вручил грамоты."]
    spoken = {
        word for topic in topics(None, praised, "ru", people=persons(None, praised, "ru")) for word in topic.words
    }
    assert "токаев" in spoken


def test_a_further_topic_that_is_only_recalled_is_dropped() -> None:
    told = "Пожар в жилом доме потушили спасатели МЧС, эвакуированы двадцать человек, пожар начался на чердаке."
    recalled = "Напомним, в марте футболисты выиграли матч чемпионата, тренер сборной назвал турнир трудным."
    plainly = recalled.removeprefix("Напомним, в").replace("марте", "В марте", 1)
    assert [topic.id for topic in topics(None, [told, recalled], "ru")] == ["security_emergency"]
    assert "sport" in {topic.id for topic in topics(None, [told, plainly], "ru")}
