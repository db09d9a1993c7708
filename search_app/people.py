"""Names and posts of people who are in no authority, as the documents write them.

A facet gives ids; what such a person is called in the language of the interface, and as what, stands in statements of
theirs. Each is looked up once, in the reader's language first, and remembered as long as the app runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.authority_people import people
from indexer.engines.base import UNSTATED
from indexer.library import Library
from search_app.i18n import Labels
from search_app.request import LANGUAGES


@dataclass(frozen=True, slots=True)
class Called:
    """What somebody is called in each language, and the post most often written beside the name."""

    names: Mapping[str, str]
    posts: Mapping[str, str]

    def name(self, ui: str) -> str:
        """The name in a language, in any other where there is none."""
        return self.names.get(ui) or next(iter(self.names.values()), "")


class Names:
    """What people are called, by id and language of the interface."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, Called] = {}

    def of(self, identifiers: Iterable[str], ui: str) -> Mapping[str, str]:
        """The names of these people that are found in no authority."""
        return _names(self._called(identifiers), ui)

    def labels(self, identifiers: Iterable[str], ui: str) -> Labels:
        """The words of a page on which these people are named."""
        found = self._called(identifiers)
        posts = {one: post for one, called in found.items() if (post := called.posts.get(ui))}
        return Labels(ui, _names(found, ui), posts)

    def _called(self, identifiers: Iterable[str]) -> Mapping[str, Called]:
        wanted = [one for one in identifiers if one != UNSTATED and one not in people()]
        self._known |= self._looked_up([one for one in wanted if one not in self._known])
        return {one: self._known[one] for one in wanted}

    def _looked_up(self, unknown: list[str]) -> dict[str, Called]:
        names: dict[str, dict[str, str]] = {one: {} for one in unknown}
        posts: dict[str, dict[str, str]] = {one: {} for one in unknown}
        for row in self._library.store.overview.spoken(unknown) if unknown else ():
            for kept, written in ((names, row.name), (posts, row.post)):
                if written and row.language in LANGUAGES:
                    kept[row.speaker].setdefault(row.language, written)
        return {one: Called(names[one], posts[one]) for one in unknown}


def _names(found: Mapping[str, Called], ui: str) -> Mapping[str, str]:
    return {one: name for one, called in found.items() if (name := called.name(ui))}
