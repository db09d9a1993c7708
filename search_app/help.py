"""The examples of the help page: a hand-kept table of questions in three languages; a test asks them all."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.tables import table
from search_app.catalogues import lazy_gettext
from search_app.request import SearchRequest

COLUMNS = "rule kk ru en"
AT_HOME = ("words", "or", "region")
RULES = {
    "words": lazy_gettext("All words must be there, in any of their forms."),
    "phrase": lazy_gettext("Words in quotation marks stand side by side."),
    "or": lazy_gettext("One of the words is enough."),
    "not": lazy_gettext("A word with a minus must not be there."),
    "brackets": lazy_gettext("Brackets hold together what belongs together."),
    "near": lazy_gettext("Both words, in any order, at most so many words apart."),
    "prefix": lazy_gettext("An asterisk stands for any ending."),
    "pattern": lazy_gettext("Inside a word an asterisk stands for any letters, a question mark for one."),
    "like": lazy_gettext("Words spelt like it: for when the spelling is not sure."),
    "name": lazy_gettext("A name is found in every spelling and in all three languages."),
    "speaker": lazy_gettext("Only what one person said."),
    "said": lazy_gettext("Only what somebody said, not what else the release tells."),
    "post": lazy_gettext("By a post of the speaker."),
    "kind": lazy_gettext("Only speech quoted word for word, or only speech retold."),
    "title": lazy_gettext("Words of the title only."),
    "region": lazy_gettext("Only one region."),
    "date": lazy_gettext("Only some months."),
    "days": lazy_gettext("Dates in words; “last week” is counted from today."),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and the sentence that says what it shows."""

    rule: str
    text: str
    meaning: str
    url: str


def examples(ui: str) -> tuple[Example, ...]:
    """The examples in a language of the interface."""
    rows = table("search_app", "help_examples.tsv", COLUMNS)
    return tuple(
        Example(
            row.cells["rule"],
            row.cells[ui],
            str(RULES[row.cells["rule"]]),
            SearchRequest(ui, text=row.cells[ui]).url,
        )
        for row in rows
    )


def tried(ui: str) -> tuple[Example, ...]:
    """The few examples that stand below the search field of the home page."""
    return tuple(example for example in examples(ui) if example.rule in AT_HOME)
