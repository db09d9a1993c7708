"""Russian and English lemmas: names of Kazakhstan, known and unknown words."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

import analyzers
from analyzers.ru.declension import forms
from analyzers.ru.grammar import is_common_word, is_finite
from analyzers.wordlist import parse_rows, parse_words

RUSSIAN = analyzers.LANGUAGES["ru"]
ENGLISH = analyzers.LANGUAGES["en"]
HERE = Path(__file__).parent
AMERICAN = "program: American spelling"
REPAIRED = "mix: a word the dictionary knows, for one it guessed"


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Токаеву", "токаев"),
        ("Токаев", "токаев"),
        ("Атырауской", "атырауский"),
        ("Смаилова", "смаилов"),
        ("Ысқаковым", "ысқаков"),
        ("маслихатов", "маслихат"),
        ("Костаная", "костанай"),
        ("избирателей", "избиратель"),
        ("ещё", "еще"),
        ("основного", "основной"),
        ("провели", "провести"),
        ("Zoom", "zoom"),
    ],
)
def test_russian_lemma(word: str, lemma: str) -> None:
    assert RUSSIAN.lemma.terms(word) == [lemma]


def test_russian_readings_hold_the_lemma_first_and_others_behind() -> None:
    assert RUSSIAN.readings("мыла") == ("мыло", "мыть")
    assert RUSSIAN.readings("стали")[0] == RUSSIAN.lemma.terms("стали")[0]


@pytest.mark.parametrize(
    ("noun", "form"),
    [
        ("астана", "астаной"),
        ("токаев", "токаевым"),
        ("семей", "семее"),
        ("маслихат", "маслихатами"),
        ("сарань", "сарани"),
    ],
)
def test_case_forms(noun: str, form: str) -> None:
    assert form in set(forms(noun))


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("elections", "election"),
        ("held", "hold"),
        ("children", "child"),
        ("country's", "country"),
        ("voters’", "voter"),
        ("maslikhats", "maslikhat"),
        ("news", "news"),
        ("better", "good"),
    ],
)
def test_english_lemma(word: str, lemma: str) -> None:
    assert ENGLISH.lemma.terms(word) == [lemma]


def test_english_noun_in_ing_is_also_its_verb() -> None:
    assert ENGLISH.readings("building") == ("building", "build")


@pytest.mark.parametrize("code", sorted(analyzers.LANGUAGES))
def test_language_record(code: str) -> None:
    language = analyzers.LANGUAGES[code]
    assert language.code == code
    assert language.script in {"Cyrl", "Latn"}
    assert len(language.stop_words) > 20
    assert all(word == word.lower() for word in language.stop_words)


@pytest.mark.parametrize("code", ["ru", "en"])
def test_golden_vocabulary(code: str) -> None:
    file = f"golden_{code}.tsv"
    rows = parse_rows((HERE / file).read_text(encoding="utf-8"), file, 2)
    lemma = analyzers.LANGUAGES[code].lemma
    now = {word: lemma.terms(word)[0] for word, _ in rows}
    changed = [f"{word}: {term} → {now[word]}" for word, term in rows if now[word] != term]
    assert len(rows) >= 300
    assert not changed, "\n".join([f"{file}: terms that changed (if for the better, write them there)", *changed])


def test_forms_of_names_of_kazakhstan_meet() -> None:
    file = "russian_names.txt"
    groups = [line.split("|") for line in parse_words((HERE / file).read_text(encoding="utf-8"), file)]
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    one_term = [set(RUSSIAN.lemma.terms(a)[:1]) == set(RUSSIAN.lemma.terms(b)[:1]) for a, b in pairs]
    readings = [not set(RUSSIAN.readings(a.lower())).isdisjoint(RUSSIAN.readings(b.lower())) for a, b in pairs]
    assert len(groups) >= 60
    assert sum(one_term) / len(pairs) >= 0.985
    assert sum(readings) / len(pairs) >= 0.995


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("Семей", "семья: forms.tsv, score 1.00"),
        ("тенге", "тенге: own_nouns.txt, score 1.00"),
        ("Zoom", "zoom: not Russian, score 1.00"),
        ("Келимбетовым", "келимбетов: unknown: surname, score 1.00"),
        ("Экзархинской", "экзархинский: unknown: -ский, score 1.00"),
        ("Турсынбаем", "турсынбай: unknown: name_endings.txt, score 1.00"),
        ("Брекзиту", "брекзит: unknown: bare stem, score 1.00"),
        ("городами", "город: parse город NOUN,ablt,inan,masc,plur, score 1.00"),
    ],
)
def test_russian_explains_itself(word: str, first: str) -> None:
    assert RUSSIAN.explain(word)[0] == first
    assert [line.partition(":")[0] for line in RUSSIAN.explain(word)] == list(RUSSIAN.readings(word))


def test_a_preferred_lemma_is_explained() -> None:
    assert RUSSIAN.explain("основными")[0] == "основной: parse основный ADJF,Qual,ablt,plur, preferred.tsv, score 0.50"


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("programmes", ("programmes: as typed", "programme: simplemma, or without the s of a plural", AMERICAN)),
        ("mixed", ("mixed: as typed", "mixe: simplemma, or without the s of a plural", REPAIRED)),
        ("mosque's", ("mosque: without 's",)),
        ("vs", ("vs: as typed",)),
        ("building", ("building: as typed", "build: also, the verb of a noun in -ing")),
        ("gone", ("gone: as typed", "go: preferred.tsv")),
    ],
)
def test_english_explains_itself(word: str, lines: tuple[str, ...]) -> None:
    assert ENGLISH.explain(word) == lines


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisations", "organizations"),
        ("organise", "organize"),
        ("analysed", "analyzed"),
        ("colourful", "colorful"),
        ("theatres", "theaters"),
        ("modelling", "modeling"),
        ("cancelled", "canceled"),
        ("enrolment", "enrollment"),
    ],
)
def test_british_and_american_meet(british: str, american: str) -> None:
    assert ENGLISH.lemma.terms(british) == ENGLISH.lemma.terms(american)


@pytest.mark.parametrize("word", ["advise", "surprise", "exercise", "four", "install", "news", "kaztransgas", "abbas"])
def test_english_words_that_keep_their_letters(word: str) -> None:
    assert ENGLISH.lemma.terms(word) == [word]


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("крупнейшего", "крупнейший"),
        ("Маратовны", "маратовна"),
        ("Васильевичем", "васильевич"),
        ("Абрамов", "абрамов"),
        ("Абдрахимов", "абдрахимов"),
        ("избраны", "избрать"),
        ("известно", "известный"),
        ("паводков", "паводок"),
        ("готов", "готовый"),
        ("онлайн-школ", "онлайн-школа"),
        ("млн", "миллион"),
        ("внеочередной", "внеочередной"),
    ],
)
def test_russian_choice_among_parses(word: str, lemma: str) -> None:
    assert RUSSIAN.lemma.terms(word)[0] == lemma


@pytest.mark.parametrize("word", ["\U00017000", "слово\U00017086"])
def test_letters_without_a_name_are_a_word_as_they_stand(word: str) -> None:
    assert analyzers.LANGUAGES["ru"].readings(word) == (word,)
    assert not analyzers.LANGUAGES["ru"].knows(word)
    assert not is_finite(word)
    assert not is_common_word(word)
