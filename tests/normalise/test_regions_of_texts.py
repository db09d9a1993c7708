"""What a text is about and what it only names."""

from __future__ import annotations

import pytest

from indexer.normalise.regions import regions


def relations(title: str | None, *paragraphs: str) -> dict[str, str]:
    return {place.id: place.relation for place in regions(title, paragraphs)}


def test_title_and_lead_make_it_about() -> None:
    found = relations(
        "Қостанайда зауыт ашылды", "Қостанай облысында зауыт ашылды.", "Тауар Омбы мен Павлодарға жіберіледі."
    )
    assert found == {"KZ-39": "about", "KZ-55": "mentioned"}


def test_many_regions_make_it_national() -> None:
    found = relations("Итоги голосования", "Явка выше в Абайской, Актюбинской, Атырауской и Павлодарской областях.")
    assert found == dict.fromkeys(["KZ-10", "KZ-15", "KZ-23", "KZ-55"], "mentioned")


def test_a_forecast_that_tells_of_regions_again_and_again_is_about_each() -> None:
    found = relations(
        "Ветер и туман",
        "В Абайской, Актюбинской, Атырауской и Павлодарской областях ждут туман.",
        "Ночью в Актюбинской и Атырауской областях ветер усилится.",
        "Днём ветер стихнет, в Абайской области пройдёт дождь.",
    )
    assert found == dict.fromkeys(["KZ-10", "KZ-15", "KZ-23", "KZ-55"], "about")


def test_a_dateline_is_only_a_mention() -> None:
    assert relations(None, "ASTANA – The government decided to hold open elections.") == {"KZ-71": "mentioned"}


def test_a_dateline_behind_its_headline_is_only_a_mention() -> None:
    found = relations(None, "12:15 В Софии прошёл концерт АСТАНА. КАЗИНФОРМ - Концерт длился три часа.")
    assert found == {"KZ-71": "mentioned"}


def test_one_mention_in_passing_is_enough_for_a_short_text_only() -> None:
    told = "Клип сняли за неделю, и публика его приняла. " * 12
    lead, passing = "Вышел клип известного певца, в нём поют и его друзья.", "Концерт памяти певца пройдёт в Алматы."
    assert relations("Вышел новый клип", lead, passing) == {"KZ-75": "about"}
    assert relations("Вышел новый клип", lead, told, passing) == {"KZ-75": "mentioned"}
    assert relations("Вышел новый клип", lead, told, passing, passing) == {"KZ-75": "about"}
    assert relations("Вышел новый клип", lead, passing, told) == {"KZ-75": "about"}


def test_beside_the_title_another_region_must_weigh_nearly_as_much() -> None:
    paragraphs = ("Школу в Шымкенте строили год.", "Кирпич из Караганды.", "Окна из Караганды.", "В Шымкенте рады.")
    assert relations("В Шымкенте открыли школу", *paragraphs) == {"KZ-79": "about", "KZ-35": "mentioned"}
    assert relations("Открыли школу", *paragraphs) == {"KZ-79": "about", "KZ-35": "about"}


def test_a_district_of_several_regions_takes_the_one_named_near() -> None:
    found = regions(None, ("Карагандинская область.", "В Абайском районе открыта школа."))
    assert [place.id for place in found] == ["KZ-35"]
    assert len(found[0].mentions) == 2


def test_a_district_of_several_regions_alone_is_left_out() -> None:
    assert relations("Абай ауданында мектеп ашылды", "Абай ауданында жаңа мектеп бар.") == {}


def test_a_district_rolls_up_and_keeps_its_code() -> None:
    (place,) = regions("Мерке ауданында мектеп ашылды", ("Мерке ауданы.",))
    assert (place.id, place.relation) == ("KZ-31", "about")
    assert {mention.id for mention in place.mentions} == {"315400000"}


def test_every_mention_shows_where_it_stands() -> None:
    paragraphs = ("Қордай ауданында жиын өтті.", "Жамбыл облысының әкімі келді.")
    for place in regions(None, paragraphs):
        for mention in place.mentions:
            assert paragraphs[mention.paragraph][mention.start : mention.end] == mention.surface


def test_a_district_beside_the_region_whose_part_it_was_is_found() -> None:
    found = regions(None, ("В Восточно-Казахстанской области подвели итоги.", "В Абайском районе открыта школа."))
    assert [place.id for place in found] == ["KZ-63", "KZ-10"]


def test_a_place_of_birth_is_only_mentioned() -> None:
    paragraphs = ("Новый аким родился в Костанайской области, в Костанае.", "Работал учителем.", "В Таразе живёт год.")
    assert relations("Назначен аким Тараза", *paragraphs) == {"KZ-31": "about", "KZ-39": "mentioned"}


def test_where_the_studies_were_is_told_in_its_sentence_only() -> None:
    text = "Он окончил школу в Павлодаре. Работает в Костанае, в Костанайской области."
    assert relations("Новый аким", text) == {"KZ-39": "about", "KZ-55": "mentioned"}


def test_the_capital_as_a_place_weighs_more_than_as_the_government() -> None:
    assert relations(None, "В Астане открылась школа.", "Дети рады.", "Учителя рады.") == {"KZ-71": "about"}
    assert relations(None, "Астана объявила решение.", "Оно принято.", "Все рады.") == {"KZ-71": "mentioned"}


def test_the_only_region_of_a_lead_is_what_the_text_is_about() -> None:
    assert relations("Открыли школу", "Школа открылась в Таразе.") == {"KZ-31": "about"}
    assert relations("Открыли школу", "Школа открылась в Таразе.", "Мебель из Павлодара.")["KZ-31"] == "about"


def test_a_venue_is_evidence_of_its_own_and_weighs_little() -> None:
    (place,) = regions("Форум", ("Форум прошёл в КазНУ.",))
    assert (place.id, place.relation) == ("KZ-75", "mentioned")
    assert place.mentions[0].id == "kaznu"
    assert place.mentions[0].rule == "venue by its name"


def test_the_only_region_of_a_short_text_is_what_it_is_about() -> None:
    paragraphs = ("Рабочие сдали мост.", *("Работа шла весь год, и теперь она окончена.",) * 8, "Мост стоит в Таразе.")
    assert relations("Открыли мост", *paragraphs) == {"KZ-31": "about"}
    assert relations("Открыли мост", *paragraphs[:-1], *("Все рады этому мосту.",) * 300, paragraphs[-1]) == {
        "KZ-31": "mentioned"
    }


def test_a_dateline_from_outside_the_seats_of_agencies_tells_the_place() -> None:
    assert relations(None, "ПАВЛОДАР. КАЗИНФОРМ – Рабочие сдали мост.") == {"KZ-55": "about"}
    assert relations(None, "АЛМАТЫ. КАЗИНФОРМ – Рабочие сдали мост.") == {"KZ-75": "mentioned"}


@pytest.mark.parametrize(
    "aside",
    [
        "Напомним, в Павлодаре и Павлодарской области мост открыли раньше.",
        "Мост сдали.Ранее в Павлодаре, в Павлодарской области, мост уже был.",
        "Еске салайық, Павлодарда, Павлодар облысында көпір бар.",
        "Earlier, a bridge was opened in Pavlodar, Pavlodar Region.",
        "Мост видел житель Павлодара.",
        "Көпірді Павлодар облысының 57 жастағы тұрғыны көрді.",
        "A Pavlodar resident saw the bridge.",
        "Об этом писала газета «Павлодар сегодня».",
    ],
)
def test_what_is_recalled_and_who_comes_from_where_is_only_mentioned(aside: str) -> None:
    found = relations("Мост в Таразе", "В Таразе сдали мост.", aside)
    assert found == {"KZ-31": "about", "KZ-55": "mentioned"}
    assert relations("Мост", "Мост сдали в Таразе.", aside) == found


def test_where_something_is_weighs_more_than_what_is_of_a_place() -> None:
    (inside,), (of,) = (regions("Мост", (text, "Рады все.")) for text in ("Мост в Таразе.", "Мост для Тараза."))
    weights = [float(one.evidence.rule.split()[2]) for one in (inside, of) if one.evidence]
    assert weights == [3.5, 2.5]


def test_a_region_among_many_is_not_what_the_text_is_about() -> None:
    text = "Вода ушла в Таразе. Вода ушла в Актау. Вода ушла в Семее."
    assert set(relations("Паводок", text).values()) == {"mentioned"}


def test_the_time_of_a_place_is_not_the_place() -> None:
    assert relations("Матч", "Начало в 20:00 по времени Астаны.") == {}
    assert relations("Ойын", "Ойын Астана уақытымен сағат 20:00-де басталады.") == {}
    assert relations("Match", "It starts at 8 PM Astana time, Air Astana says.") == {}


def test_an_oil_region_is_no_district() -> None:
    assert relations("Мұнайлы өңірдегі сенбілік", "Атырау қаласында сенбілік өтті.") == {"KZ-23": "about"}
    assert relations("News", "The akim of Munaily region spoke.") == {"KZ-47": "about"}
