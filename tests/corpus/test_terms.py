"""The lists of terms: what a line gives, every way in which one may be wrong, and what the shipped ones hold."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.authority import LANGUAGES
from corpus.authority_terms import concepts, read_terms, shared_names, slug, terms
from corpus.errors import AuthorityError
from corpus.tables import read_table

HEAD = "kk\tru\ten\n"
WRONG = {
    "no name": ("сайлау\t\telection", "''", "is no name in ru"),
    "letters": ("сайлау\tvote\telection", "'vote'", "write one in its letters"),
    "twice": ("сайлау\tвыборы; Выборы\telection", "'выборы; Выборы'", "has a name twice: keep one"),
    "long": ("сайлау\tвыборы\t" + "very " * 12 + "long", "'very", "more than 12 words"),
    "id": ("дауыс\tголос\telection", "'election'", "join the lines or name it otherwise"),
    "shared": ("дауыс\tвыборы\tvote", "'выборы'", "list it in authorities/shared_names.tsv"),
}


def read(text: str, shared: frozenset[tuple[str, str]] = frozenset()):  # type: ignore[no-untyped-def]
    return read_terms(read_table("terms/elections.tsv", HEAD + text, "kk ru en"), shared)


def test_a_line_is_a_concept_with_names_by_language() -> None:
    (concept,) = read("сайлау\tвыборы\telection; Vote of the people\n")
    assert (concept.id, concept.domain) == ("election", "elections")
    assert dict(concept.names) == {"kk": ("сайлау",), "ru": ("выборы",), "en": ("election", "Vote of the people")}


@pytest.mark.parametrize("case", WRONG, ids=str)
def test_a_wrong_line_is_named_with_its_remedy(case: str) -> None:
    line, value, remedy = WRONG[case]
    with pytest.raises(AuthorityError) as error:
        read(f"сайлау\tвыборы\telection\n{line}\n")
    assert str(error.value).startswith(f"terms/elections.tsv, line 3: {value}")
    assert remedy in str(error.value)


def test_a_listed_name_may_stand_for_two_concepts() -> None:
    text = "бейбітшілік\tмир\tpeace\nәлем\tмир\tworld\n"
    assert [concept.id for concept in read(text, frozenset({("ru", "мир")}))] == ["peace", "world"]
    with pytest.raises(AuthorityError, match="line 3: 'мир'"):
        read(text, frozenset({("en", "мир")}))


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Human rights", "human-rights"), ("children's camp", "childrens-camp"), ("Café № 5", "cafe-no-5")],
)
def test_an_id_is_made_of_the_english_name(name: str, plain: str) -> None:
    assert slug(name) == plain


def test_the_shipped_terms_are_enough_and_have_names_in_all_languages() -> None:
    assert len(terms()) >= 1500
    assert all(concept.names[language] for concept in concepts() for language in LANGUAGES)


def test_ids_are_given_once_over_all_lists() -> None:
    twice = [id_ for id_, count in Counter(concept.id for concept in concepts()).items() if count > 1]
    assert not twice


def test_a_name_is_listed_as_shared_only_if_it_is() -> None:
    held = Counter((code, name.lower()) for concept in terms() for code in LANGUAGES for name in concept.names[code])
    assert not [name for name in sorted(shared_names()) if held[name] < 2]


@pytest.mark.parametrize(
    ("id_", "language", "name"),
    [
        ("topic:elections", "kk", "Сайлау"),
        ("region:KZ-39", "ru", "Костанайская область"),
        ("post:prime-minister", "en", "head of the Government"),
        ("school", "kk", "мектеп"),
    ],
)
def test_other_lists_give_concepts_too(id_: str, language: str, name: str) -> None:
    (concept,) = (one for one in concepts() if one.id == id_)
    assert name in concept.names[language]
