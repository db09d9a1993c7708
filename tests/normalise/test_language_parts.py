"""A page of several languages into monolingual parts."""

from __future__ import annotations

from indexer.normalise.languages import parts

KK = (
    "Бүгін облыс әкімдігінде көктемгі дала жұмыстары туралы жиын өтіп, оған шаруалар қатысты.",
    "Жиында тұқым мен жанармай бағасы талқыланып, алдағы аптаға арналған жұмыс жоспары бекітілді.",
)
RU = (
    "Сегодня в акимате области прошло совещание о весенних полевых работах, пришли главы хозяйств.",
    "На совещании обсудили цены на семена и топливо и утвердили план работы на предстоящую неделю.",
)
EN = ("The regional administration discussed field work with farmers today and approved a plan for the week.",)
TITLE_KK = "Көктемгі дала жұмыстары талқыланды"
QUOTE_RU = "«Работа пойдёт по плану», – сказал он."


def test_a_kazakh_title_over_two_halves_belongs_to_the_kazakh_one() -> None:
    first, second = parts(TITLE_KK, KK + RU)
    assert (first.language, first.title, first.paragraphs) == ("kk", TITLE_KK, KK)
    assert (second.language, second.title, second.paragraphs) == ("ru", None, RU)


def test_the_parts_come_in_the_order_of_the_page() -> None:
    assert [part.language for part in parts(None, RU * 2 + EN * 3 + KK * 2)] == ["ru", "en", "kk"]


def test_a_title_goes_to_its_language_wherever_that_stands() -> None:
    assert [part.title for part in parts(TITLE_KK, RU + KK)] == [None, TITLE_KK]


def test_a_short_quote_does_not_split() -> None:
    (part,) = parts(TITLE_KK, (*KK, QUOTE_RU, *KK))
    assert part.paragraphs == (*KK, QUOTE_RU, *KK)


def test_line_by_line_translation_splits() -> None:
    mixed = [line for pair in zip(KK * 3, RU * 3, strict=True) for line in pair]
    assert [part.language for part in parts(None, mixed)] == ["kk", "ru"]


def test_kazakh_in_other_scripts_is_tagged() -> None:
    latin = ("Búgin oblys ákimdiginde kóktemgi dala jumystaryna arnalǵan jıyn ótip, oǵan sharýalar qatysty.",)
    arabic = ("بۇگىن وبلىس اكىمدىگىندە كوكتەمگى دالا جۇمىستارىنا ارنالعان جيىن وتتى، وعان شارۋالار قاتىستى.",)
    assert [(part.language, part.script) for part in (*parts(None, latin), *parts(None, arabic))] == [
        ("kk", "Latn"),
        ("kk", "Arab"),
    ]


def test_a_text_without_words_takes_the_language_of_the_page() -> None:
    (part,) = parts(None, ("12 345", "67 890"), "ru")
    assert part.language == "ru"


def test_no_paragraphs_no_parts() -> None:
    assert parts("Тақырып", ()) == ()
