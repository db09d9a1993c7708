"""The examples of the help page: a hand-kept table of questions in three languages; a test asks them all."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext

from corpus.tables import table
from search_app.request import SearchRequest

COLUMNS = "rule kk ru en"
AT_HOME = ("words", "or", "region")
RULES = {
    "words": lazy_gettext("All words must be there, in any of their forms."),
    "phrase": lazy_gettext("Words in quotation marks stand side by side."),
    "or": lazy_gettext("One of the words is enough."),
    "not": lazy_gettext("A word with a minus must not be there."),
    "brackets": lazy_gettext("Brackets hold together what belongs together."),
    "prefix": lazy_gettext("An asterisk stands for any ending."),
    "name": lazy_gettext("A name is found in every spelling and in all three languages."),
    "speaker": lazy_gettext("Only what one person said."),
    "title": lazy_gettext("Words of the title only."),
    "region": lazy_gettext("Only one region."),
    "date": lazy_gettext("Only some months."),
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
