"""What a text is about and what it only names."""

from __future__ import annotations

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


def test_a_dateline_is_only_a_mention() -> None:
    assert relations(None, "ASTANA – The government decided to hold open elections.") == {"KZ-71": "mentioned"}


def test_a_dateline_behind_its_headline_is_only_a_mention() -> None:
    found = relations(None, "12:15 В Софии прошёл концерт АСТАНА. КАЗИНФОРМ - Концерт длился три часа.")
    assert found == {"KZ-71": "mentioned"}


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
    assert relations("Открыли школу", "Школа открылась в Таразе.", "Мебель из Павлодара.")["KZ-31"] == "mentioned"


def test_a_venue_is_evidence_of_its_own_and_weighs_little() -> None:
    (place,) = regions("Форум", ("Форум прошёл в КазНУ.",))
    assert (place.id, place.relation) == ("KZ-75", "mentioned")
    assert place.mentions[0].id == "kaznu"
    assert place.mentions[0].rule == "venue by its name"
