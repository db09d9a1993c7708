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
