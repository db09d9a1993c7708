"""Kinds of posts in three languages; and posts that were left since."""

from __future__ import annotations

import pytest

from corpus.authority_people import left, people
from corpus.authority_posts import OTHER, post_kind, post_kinds
from corpus.tables import table

EXAMPLES = [
    (row["id"], row["example"]) for row in table("corpus", "authorities/post_kinds.tsv", "id kk ru en words example")
]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=[kind for kind, _ in EXAMPLES])
def test_every_kind_is_known_by_its_example_and_its_names(kind: str, example: str) -> None:
    assert post_kind(example) == kind
    named = post_kinds()[kind].titles
    assert {post_kind(name.partition(",")[0]) for name in named.values()} == {kind}


@pytest.mark.parametrize(
    ("post", "kind"),
    [
        ("Қазақстан Республикасының Президенті", "president"),
        ("President of the Republic of Kazakhstan", "president"),
        ("Президенттің баспасөз хатшысы", "spokesperson"),
        ("руководитель Администрации Президента", "head_of_administration"),
        ("первый заместитель Премьер-министра", "deputy_prime_minister"),
        ("ҚР Премьер-Министрі", "prime_minister"),
        ("министрліктің ресми өкілі", "spokesperson"),
        ("замминистра", "vice_minister"),
        ("министрі", "minister"),
        ("Deputy Minister of Health", "vice_minister"),
        ("заместитель акима района", "deputy_akim"),
        ("район әкімінің орынбасары", "deputy_akim"),
        ("Chairman of the Central Election Commission", "chair"),
        ("главный врач", "doctor"),
        ("представитель акимата", OTHER),
        ("әкімдік өкілі", OTHER),
        ("сотрудник министерства", OTHER),
        ("жительница села", OTHER),
        ("  ", None),
    ],
)
def test_the_narrower_kind_decides(post: str, kind: str | None) -> None:
    assert post_kind(post) == kind


@pytest.mark.parametrize(
    ("person", "post", "day", "successor"),
    [
        pytest.param("smailov-alikhan", "Премьер-министр", "2023-05-01", "bektenov-olzhas", id="one seat"),
        pytest.param("smailov-alikhan", None, "2023-05-01", "bektenov-olzhas", id="no post written"),
        pytest.param("mamin-askar", "Prime Minister", "2021-05-01", "bektenov-olzhas", id="not the next one"),
    ],
)
def test_who_left_is_told_with_who_came(person: str, post: str | None, day: str, successor: str) -> None:
    found = left(person, post, day, "2026-11-21")
    assert found is not None
    assert found.successor is not None
    assert found.successor.id == successor


@pytest.mark.parametrize(
    ("person", "post", "day", "today"),
    [
        pytest.param("smailov-alikhan", "Премьер-министр", "2023-05-01", "2023-06-01", id="not yet left"),
        pytest.param("smailov-alikhan", "Премьер-министр", "2025-05-01", "2026-11-21", id="said later"),
        pytest.param("smailov-alikhan", "министр финансов", "2023-05-01", "2026-11-21", id="another post"),
        pytest.param("tokayev-kassym-jomart", "Президент", "2023-05-01", "2026-11-21", id="still held"),
        pytest.param("nobody-known", "министр", "2023-05-01", "2026-11-21", id="nobody listed"),
    ],
)
def test_nothing_is_told_where_the_list_does_not_say_so(person: str, post: str, day: str, today: str) -> None:
    assert left(person, post, day, today) is None


def test_of_several_seats_nobody_is_called_the_successor() -> None:
    held = [post for post in people()["duissenova-tamara"].posts if post.name("en") == "Deputy Prime Minister"]
    assert held
    found = left("duissenova-tamara", "вице-премьер", "2023-05-01", "2026-11-21")
    assert found is not None
    assert found.successor is None
