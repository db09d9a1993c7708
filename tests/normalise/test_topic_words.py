"""The word lists of topics: rich enough in every language, read as their marks say, wrong lines told."""

from __future__ import annotations

import pytest

from corpus.authority import topics as entries
from corpus.errors import AuthorityError
from corpus.tables import read_table, table
from indexer.normalise import topic_words
from indexer.normalise.topic_words import WEIGHTS, Stem, begun_by

LANGUAGES = ("kk", "ru", "en")


def stems_of(word: str, language: str) -> tuple[Stem, ...]:
    begun = begun_by(word, language)
    return begun.stems if begun else ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_words(language: str) -> None:
    listed = [topic for _, topic, _ in topic_words._listed(language)]
    assert set(listed) == {*entries(), topic_words.SILENT}
    assert min(map(listed.count, entries())) >= 25
    assert len(listed) >= 60 * len(entries())


def test_the_forms_of_a_kazakh_entry_are_one_word() -> None:
    (plain,) = (stem for stem in stems_of("салық", "kk") if stem.topic == "economy_budget")
    (voiced,) = (stem for stem in stems_of("салығы", "kk") if stem.topic == "economy_budget")
    assert plain == voiced
    assert voiced.text == "салық"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_stands_twice_for_a_topic(language: str) -> None:
    listed = [(text, topic) for text, topic, _ in topic_words._listed(language)]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("word", "language", "topic"),
    [
        ("ауруханасында", "kk", "health"),
        ("сайлаушыларды", "kk", "elections"),
        ("салығын", "kk", "economy_budget"),
        ("тікұшағы", "kk", "defence"),
        ("учителями", "ru", "education_science"),
        ("паводковых", "ru", "security_emergency"),
        ("earthquakes", "en", "security_emergency"),
        ("museums", "en", "culture_heritage"),
    ],
)
def test_a_stem_covers_the_inflections(word: str, language: str, topic: str) -> None:
    assert topic in {stem.topic for stem in stems_of(word, language)}


@pytest.mark.parametrize(
    ("word", "language", "topic"),
    [
        ("уголовное", "ru", "industry_energy"),  # not уголь
        ("ветеран", "ru", "environment"),  # not ветер
        ("товарищество", "ru", "business_trade"),  # not товар
        ("болатын", "kk", "industry_energy"),  # not болат
        ("қорғаныс", "kk", "culture_heritage"),  # not қорған
        ("көрмеген", "kk", "culture_heritage"),  # not көрме
        ("stability", "en", "police_crime"),  # not stab
        ("operator", "en", "culture_heritage"),  # not opera
        ("consultation", "en", "foreign_policy"),  # not consul
        ("coalition", "en", "industry_energy"),  # not coal
        ("important", "en", "business_trade"),  # not import
        ("mineral", "en", "industry_energy"),  # not miner
        ("afghanistan", "en", "defence"),  # not a veteran of that war
        ("искусственный", "ru", "culture_heritage"),  # not искусство
        ("повестка", "ru", "culture_heritage"),  # not повесть
        ("поэтому", "ru", "culture_heritage"),  # not поэт
        ("дорогие", "ru", "transport_infra"),  # not дорога
        ("призывает", "ru", "defence"),  # not призыв
        ("метров", "ru", "transport_infra"),  # not метро
        ("қойды", "kk", "agriculture"),  # not қой
        ("қандай", "kk", "health"),  # not қан
        ("операция", "kk", "culture_heritage"),  # not опера
        ("портал", "kk", "transport_infra"),  # not порт
        ("төлем", "kk", "agriculture"),  # not төл
        ("күрделі", "kk", "ethnic_language"),  # not күрд
    ],
)
def test_a_like_beginning_is_no_word_of_the_topic(word: str, language: str, topic: str) -> None:
    single = {stem.topic for stem in stems_of(word, language) if len(stem.parts) == 1}
    assert topic not in single


def test_the_longest_stem_comes_first_and_nothing_after_a_single_word() -> None:
    stems = [stem for stem in stems_of("избирательной", "ru") if stem.topic == "election_admin"]
    assert len(stems) > 1
    letters = [sum(map(len, stem.parts)) for stem in stems]
    assert letters == sorted(letters, reverse=True)
    singles = [stem.topic for stem in stems_of("школьников", "ru") if len(stem.parts) == 1]
    assert len(singles) == len(set(singles))


@pytest.mark.parametrize(
    ("word", "language", "only"),
    [
        ("дорожно-транспортного", "ru", "police_crime"),  # not дорожный
        ("заповедник-музей", "ru", "culture_heritage"),  # not заповедник
        ("медиацияны", "kk", "law_justice"),  # not медиа
        ("өнеркәсібі", "kk", "industry_energy"),  # not өнер
        ("боксит", "ru", "industry_energy"),  # not бокс
    ],
)
def test_of_single_words_the_longest_knows_best(word: str, language: str, only: str) -> None:
    assert {stem.topic for stem in stems_of(word, language) if len(stem.parts) == 1} == {only}


def test_a_word_of_several_topics_shares_its_weight(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (("plough*", "agriculture"), ("plough*", "sport"), ("tide~", "environment"))
    monkeypatch.setattr(topic_words, "_listed", lambda _: ((t.rstrip("*~"), o, WEIGHTS[t[-1]]) for t, o in rows))
    stems = topic_words._stems.__wrapped__("en")
    assert [stem.weight for stem in stems["plough"]] == [WEIGHTS["*"] / 2] * 2
    assert stems["tide"][0].weight == WEIGHTS["~"]


def test_an_unknown_topic_is_an_error() -> None:
    (row,) = read_table("t.tsv", "topic\twords\nharvesting\tgrain", topic_words.COLUMNS)
    with pytest.raises(AuthorityError, match=r"t\.tsv, line 2: 'harvesting' is no topic"):
        topic_words._topic(row)


def test_the_labels_of_press_texts_are_topics() -> None:
    rows = table("corpus", "gold/topics.tsv", "id topics")
    assert len({row["id"] for row in rows}) == len(rows) >= 50
    assert all(row.many("topics") and set(row.many("topics")) <= set(entries()) for row in rows)


@pytest.mark.parametrize("word", ["грамматикой", "қарлығаштың", "grandmother"])
def test_most_words_begin_nothing_and_are_told_by_that(word: str) -> None:
    assert begun_by(word, "ru") is None


def test_a_word_tells_how_the_rest_of_its_phrases_begins() -> None:
    begun = begun_by("избирательной", "ru")
    assert begun is not None
    assert set(begun.seconds) == {stem.second for stem in begun.stems}
