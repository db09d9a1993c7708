"""What the templates put into a page for machines: structured data, descriptions, citations, the app's own address."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from corpus.authority_people import people
from search_app import citations, jsonld
from search_app.citations import Cited
from search_app.files import root, today
from search_app.i18n import Labels, tag
from search_app.release import ReleasePage

LOCALES = {"kk": "kk_KZ", "ru": "ru_KZ", "en": "en_GB"}
DESCRIBED = 200  # letters of a description


class Way(NamedTuple):
    """A way to cite a release: its name, the text, and the suffix under which it is a file."""

    name: str
    text: str
    suffix: str


def for_templates() -> dict[str, Callable[..., object]]:
    """The functions that templates may call."""
    return {
        "own_address": root,
        "linked_website": lambda ui: jsonld.website(ui, root()),
        "linked_release": linked_release,
        "linked_person": linked_person,
        "described": described,
        "ways_to_cite": ways_to_cite,
    }


def linked_release(page: ReleasePage) -> jsonld.Linked:
    """The release of a page as structured data."""
    shown = page.rendition
    others = tuple(tab.code for tab in page.tabs if tab.url and tab.code != shown.language)
    return jsonld.release(shown, others, page.labels, root())


def linked_person(identifier: str, name: str, ui: str) -> jsonld.Linked:
    """A person as structured data, called so on the page."""
    listed = people().get(identifier)
    posts = tuple(dict.fromkeys(post.name(ui) for post in listed.posts)) if listed else ()
    names = (name, *(each for _, each in listed.names)) if listed else (name,)
    return jsonld.person(identifier, names, posts, f"{root()}/{ui}/person/{identifier}")


def described(page: ReleasePage) -> tuple[tuple[str, str, str], ...]:
    """The `meta` elements of a release: attribute, name and content, for reference managers and previews."""
    shown, ui = page.rendition, page.labels.ui
    day = shown.published.strftime("%Y/%m/%d") if shown.published else ""
    title = shown.title or ""
    begin = shown.paragraphs[0][:DESCRIBED] if shown.paragraphs else ""
    told = (
        ("name", "description", begin),
        ("name", "citation_title", title),
        ("name", "citation_author", page.labels.source(shown.source)),
        ("name", "citation_publication_date", day),
        ("name", "citation_language", tag(shown.language, shown.script)),
        ("name", "citation_public_url", shown.url),
        ("property", "og:type", "article"),
        ("property", "og:site_name", "Minber"),
        ("property", "og:title", title),
        ("property", "og:description", begin),
        ("property", "og:locale", LOCALES[ui]),
        ("property", "og:url", f"{root()}/{ui}/release/{shown.release}"),
        ("property", "article:published_time", shown.published.isoformat() if shown.published else ""),
    )
    return tuple(one for one in told if one[2])


def ways_to_cite(page: ReleasePage) -> tuple[Way, ...]:
    """The citations of the version shown."""
    shown, labels = page.rendition, Labels(page.labels.ui)
    cited = Cited(shown, labels.source(shown.source), labels.ui, today())
    return (
        Way("ГОСТ Р 7.0.100-2018" if labels.ui != "en" else "GOST R 7.0.100-2018", citations.gost(cited), "txt"),
        Way("APA", citations.apa(cited), "txt"),
        Way("BibTeX", citations.bibtex(cited), "bib"),
        Way("RIS", citations.ris(cited), "ris"),
    )
