"""Languages of paragraphs and sentences of a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.segment import LONG, OWN_LENGTH, languages, monolingual, sentences, spans

KAZAKH = "Ауданда жаңа мектеп ашылды, оған екі жүз бала барады."
RUSSIAN = "В районе открыли новую школу, в неё пойдут двести детей."
UKRAINIAN = "Міністерство освіти сьогодні представило нову програму для шкіл."
BULGARIAN = "На тази среща министърът каза, че средствата ще бъдат отпуснати до края на годината."
DOUBTED = "В эти дни вода на полях и в домах."  # by its n-grams it may be Bulgarian


def test_short_heading_goes_with_its_neighbours() -> None:
    found = languages([KAZAKH, "Бюджет", KAZAKH, RUSSIAN, "Бюджет", RUSSIAN])
    assert [each.language for each in found] == ["kk", "kk", "kk", "ru", "ru", "ru"]


def test_paragraph_without_letters_takes_its_neighbours_language() -> None:
    assert [each.language for each in languages([RUSSIAN, "04.03.2022", RUSSIAN])] == ["ru", "ru", "ru"]


def test_another_language_keeps_its_name() -> None:
    assert [each.language for each in languages([RUSSIAN, UKRAINIAN, RUSSIAN])] == ["ru", "uk", "ru"]


def test_a_line_without_letters_between_two_texts_heads_the_second() -> None:
    assert [each.language for each in languages([KAZAKH, "2", RUSSIAN])] == ["kk", "ru", "ru"]
    assert [each.language for each in languages([RUSSIAN, "2", KAZAKH])] == ["ru", "kk", "kk"]


def test_a_paragraph_in_no_known_language_is_none_of_ours() -> None:
    chuvash = "Президент ӗнер район ҫыннисемпе тӗл пулчӗ те вӗсен ыйтӑвӗсене хуравларӗ."
    assert [each.language for each in languages([RUSSIAN, chuvash, RUSSIAN])] == ["ru", "und", "ru"]


def test_spans_follow_the_language() -> None:
    text = f"{KAZAKH} {KAZAKH}\n\n{RUSSIAN} {RUSSIAN}"
    found = spans(text)
    assert [(span.language, text[span.start : span.end]) for span in found] == [
        ("kk", f"{KAZAKH} {KAZAKH}"),
        ("ru", f"{RUSSIAN} {RUSSIAN}"),
    ]
    assert spans("") == []


def test_a_quotation_inside_a_sentence_does_not_split_it() -> None:
    text = f"На вопрос журналистов аким ответил: «{KAZAKH}» – и уехал на совещание в область. {RUSSIAN}"
    assert [(span.start, span.end, span.language) for span in spans(text)] == [(0, len(text), "ru")]


def test_a_long_paragraph_is_cut_where_its_language_changes() -> None:
    kazakh, russian = " ".join([KAZAKH] * 7), " ".join([RUSSIAN] * 7)
    assert monolingual(f"{kazakh} {russian}") == [kazakh, russian]
    assert monolingual(f"{russian} {KAZAKH} {russian}") == [f"{russian} {KAZAKH} {russian}"]
    assert monolingual(f"{KAZAKH} {RUSSIAN}") == [f"{KAZAKH} {RUSSIAN}"]


def test_a_long_paragraph_is_cut_where_another_language_begins() -> None:
    russian, ukrainian = " ".join([RUSSIAN] * 10), " ".join([UKRAINIAN] * 4)
    assert monolingual(f"{russian} {ukrainian}") == [russian, ukrainian]
    assert monolingual(f"{russian} {UKRAINIAN}") == [f"{russian} {UKRAINIAN}"]


@given(mixed=st.lists(st.sampled_from((KAZAKH, RUSSIAN, UKRAINIAN, BULGARIAN, DOUBTED)), min_size=1, max_size=6))
def test_a_paragraph_is_cut_as_its_spans_tell(mixed: list[str]) -> None:
    paragraph = " ".join(sentence for sentence in mixed for _ in range(4))
    found = spans(paragraph)
    lasting = len(paragraph) > LONG and all(span.end - span.start >= OWN_LENGTH for span in found)
    assert monolingual(paragraph) == ([paragraph[span.start : span.end] for span in found] if lasting else [paragraph])


def test_nothing_has_no_languages() -> None:
    assert languages([]) == []


@pytest.mark.parametrize(
    "whole",
    [
        "5 октября т.г. в г. Астане прошло заседание.| Участники приняли план.",
        "«Мы готовы. Всё сделано», – сказал Н. Абдиров.| Зал молчал.",
        "«Дайынбыз!» – деді ол.| Жиын өтті.",
        "Сайлау т.б. шаралар өтті.| Қорытынды шықты.",
        "Mr. Smith visited the U.S. Embassy.| “We are ready. Come,” he said.| That was all.",
        "Премьер А. С. Мамин прибыл вчера.| Он сказал… да.",
        "Бірінші жол\n|Екінші жол",
        "Заседание прошло в 2021 г. в Алматы.",
        "Ю. А. Ким и Zh. Omarov выступили.| Вопросов не было!",
    ],
)
def test_sentences(whole: str) -> None:
    text = whole.replace("|", "")
    assert [text[start:end] for start, end in sentences(text)] == [part.strip() for part in whole.split("|")]


@given(st.text(alphabet="АБаб «».“”!?\n1"))
def test_sentences_are_ordered_and_cover_all_words(text: str) -> None:
    spans = sentences(text)
    assert all(left < right for left, right in spans)
    assert [span for pair in spans for span in pair] == sorted(span for pair in spans for span in pair)
    outside = set(range(len(text))) - {place for left, right in spans for place in range(left, right)}
    assert all(text[place].isspace() for place in outside)


def test_dots_without_end_take_no_time() -> None:
    text = "Бюджет" + "." * 200_000 + "12"  # a search that goes back over the dots takes minutes here
    assert sentences(text) == [(0, 5000), *((at, at + 5000) for at in range(5000, 200_000, 5000)), (200_000, 200_008)]


def test_what_is_too_long_for_a_sentence_is_cut_at_blanks() -> None:
    text = "слово " * 4000 + "конец. Следующее предложение."
    spans = sentences(text)
    assert max(end - start for start, end in spans) <= 5000
    assert [word for start, end in spans for word in text[start:end].split()] == text.split()
    assert text[slice(*spans[-1])] == "Следующее предложение."
