"""Pages in the words of schema.org: a release as NewsArticle with its quotations, a person, the search itself."""

from __future__ import annotations

from typing import Any

from corpus.records import Rendition, Statement
from search_app.i18n import Labels, tag
from search_app.request import SearchRequest

CONTEXT = "https://schema.org"
MOST_QUOTED = 50
Linked = dict[str, Any]


def website(ui: str, root: str) -> Linked:
    """The site with its search."""
    here = f"{root}/{ui}"
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": "Minber",
        "url": f"{here}/",
        "inLanguage": ui,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{here}/search?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def release(found: Rendition, others: tuple[str, ...], labels: Labels, root: str) -> Linked:
    """A version of a release; `others` are the languages of its other versions."""
    address = root + SearchRequest(labels.ui).release_url(found.release, found.language)
    day = found.published.isoformat() if found.published else None
    told = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "@id": address,
        "headline": found.title,
        "inLanguage": tag(found.language, found.script),
        "datePublished": day,
        "isBasedOn": found.url,
        "publisher": {"@type": "Organization", "name": labels.source(found.source)},
        "spatialCoverage": [_place(region, labels) for region in found.regions_about],
        "about": [{"@type": "Thing", "name": labels.topic(topic.id)} for topic in found.topics],
        "mentions": [{"@type": "Person", "name": person.name} for person in found.persons],
        "workTranslation": [
            {"@type": "NewsArticle", "@id": root + SearchRequest(labels.ui).release_url(found.release, other)}
            for other in others
        ],
        "hasPart": [
            _quotation(said, place, address) for place, said in enumerate(found.statements[:MOST_QUOTED]) if said.name
        ],
    }
    return {name: value for name, value in told.items() if value}


def person(identifier: str, names: tuple[str, ...], posts: tuple[str, ...], address: str) -> Linked:
    """A person with names, the first that of the page, and posts."""
    every = list(dict.fromkeys(names))
    told = {
        "@context": CONTEXT,
        "@type": "Person",
        "@id": address,
        "identifier": identifier,
        "name": every[0],
        "alternateName": every[1:],
        "jobTitle": list(posts),
    }
    return {name: value for name, value in told.items() if value}


def _place(region: str, labels: Labels) -> Linked:
    code = {"@type": "PropertyValue", "propertyID": "ISO 3166-2", "value": region}
    return {"@type": "AdministrativeArea", "name": labels.region(region), "identifier": code}


def _quotation(said: Statement, place: int, address: str) -> Linked:
    kind = "Quotation" if said.kind == "direct" else "Claim"
    text = {"text": said.text}
    creator: Linked = {"@type": "Person", "name": said.name}
    if said.post:
        creator["jobTitle"] = said.post
    return {"@type": kind, "@id": f"{address}#s{place}", **text, "creator": creator}
