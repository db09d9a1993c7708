"""Names of people who are in no authority, as the documents write them.

A facet gives ids; what such a person is called in the language of the interface stands in a statement of
theirs. Each is looked up once, in the reader's language first, and remembered as long as the app runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus.authority_people import people
from indexer.engines.base import UNSTATED
from indexer.library import Library


class Names:
    """What people are called, by id and language of the interface."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[tuple[str, str], str] = {}

    def of(self, identifiers: Iterable[str], ui: str) -> Mapping[str, str]:
        """The names of these people that are found in no authority."""
        wanted = [one for one in identifiers if one != UNSTATED and one not in people()]
        unknown = [one for one in wanted if (ui, one) not in self._known]
        written = self._library.speaker_names(unknown)
        for one in unknown:
            spelt = written.get(one, {})
            self._known[ui, one] = spelt.get(ui) or next(iter(spelt.values()), "")
        return {one: name for one in wanted if (name := self._known.get((ui, one)))}
