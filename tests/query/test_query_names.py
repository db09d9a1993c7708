"""What people call regions and topics: a whole name counts alone, then its base form, then all names with the words."""

from __future__ import annotations

import pytest

from indexer.library import Library
from indexer.query.authorities import resolver
from indexer.query.names import Names


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("elections", ("elections",)),
        ("ELECTION", ("elections",)),
        ("выборах", ("elections",)),
        ("election commission", ("election_admin",)),
        ("observation", ("election_observation",)),
        ("xyzzy", ()),
    ],
)
def test_topics_are_named_in_any_form(library: Library, typed: str, ids: tuple[str, ...]) -> None:
    assert resolver(library.releases)("topic", typed) == ids


def test_without_base_forms_all_names_with_the_words_count() -> None:
    names = {"topic": {"elections": ["Elections"], "bodies": ["Election bodies"], "voting": ["The election"]}}
    assert Names(names)("topic", "election") == ("bodies", "voting")
    assert Names(names, bases={"topic": lambda name: [name.lower().rstrip("s")]})("topic", "election") == ("elections",)
