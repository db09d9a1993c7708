"""An Atom feed (RFC 4287) of any search: the newest hits, each with an id that stays when addresses change.

Statements are an entry each or, as a digest, an entry a release.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from indexer.library import Card, StatementCard
from search_app.citations import Cited
from search_app.i18n import Labels, tag
from search_app.rows import Shelf, row

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
IDS = uuid.uuid5(uuid.NAMESPACE_URL, "https://minber.invalid/")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

ElementTree.register_namespace("", ATOM)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself; addresses are whole; `following` is that of the next, older part."""

    title: str
    ui: str
    id: str
    address: str
    page: str
    following: str | None = None
    texts: bool = False  # each version is an entry of its own
    digest: bool = False  # the statements of a release are one entry


def urn(kind: str, identifier: str) -> str:
    """The id of a thing for ever, whatever its address: a name-based UUID."""
    return f"urn:uuid:{uuid.uuid5(IDS, f'{kind}:{identifier}')}"


def atom(feed: Feed, cards: Sequence[Card | StatementCard], shelf: Shelf) -> str:
    """The feed of these hits."""
    root = Element(f"{{{ATOM}}}feed", {XML_LANG: feed.ui})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(max((card.rendition.captured for card in cards), default=NEVER)))
    _link(root, "self", feed.address, "application/atom+xml")
    _link(root, "alternate", feed.page, "text/html")
    if feed.following:
        _link(root, "next", feed.following, "application/atom+xml")
    _text(SubElement(root, f"{{{ATOM}}}author"), "name", "Minber")
    _text(root, "generator", "Minber")
    if feed.digest:
        for said in _by_release(card for card in cards if isinstance(card, StatementCard)):
            _digest(root, said, shelf)
    else:
        for card in cards:
            _entry(root, card, shelf, texts=feed.texts)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def _entry(root: Element, card: Card | StatementCard, shelf: Shelf, *, texts: bool) -> None:
    entry = _headed(root, card, shelf)
    if isinstance(card, StatementCard):
        _text(entry, "id", urn("statement", card.id))
    else:
        _text(entry, "id", urn("text", card.rendition.id) if texts else urn("release", card.rendition.release))
    _text(entry, "title", _title(card, shelf.labels))
    _text(entry, "updated", _moment(card.rendition.captured))
    _text(entry, "content" if isinstance(card, StatementCard) else "summary", card.snippet.text, type="text")


def _digest(root: Element, said: Sequence[StatementCard], shelf: Shelf) -> None:
    """What is said in a release as one entry, in the reader's language first."""
    own = sorted(said, key=lambda card: card.rendition.language != shelf.labels.ui)
    entry = _headed(root, own[0], shelf)
    _text(entry, "id", urn("said", own[0].rendition.release))
    _text(entry, "title", Cited(own[0].rendition, "", shelf.labels.ui, NEVER.date()).title)
    _text(entry, "updated", _moment(max(card.rendition.captured for card in said)))
    _text(entry, "content", "".join(map(_quoted, own)), type="html")


def _headed(root: Element, card: Card | StatementCard, shelf: Shelf) -> Element:
    """An entry with what all have in common: who published it and when, where it is, on what."""
    found, labels = card.rendition, shelf.labels
    entry = SubElement(root, f"{{{ATOM}}}entry", {XML_LANG: tag(found.language, found.script)})
    if found.published:
        _text(entry, "published", _moment(_midnight(found.published)))
    _text(SubElement(entry, f"{{{ATOM}}}author"), "name", labels.source(found.source))
    _link(entry, "alternate", row(card, shelf)["address"], "text/html")
    if found.url.startswith(("http://", "https://")):
        _link(entry, "via", found.url, "text/html")
    for topic in found.topics:
        SubElement(entry, f"{{{ATOM}}}category", {"term": topic.id, "label": labels.topic(topic.id)})
    return entry


def _by_release(cards: Iterable[StatementCard]) -> Iterable[Sequence[StatementCard]]:
    """The statements of each release together, in the order in which the first of them came."""
    found: dict[str, list[StatementCard]] = {}
    for card in cards:
        found.setdefault(card.rendition.release, []).append(card)
    return found.values()


def _quoted(card: StatementCard) -> str:
    said, language = card.statement, tag(card.rendition.language, card.rendition.script)
    who = ", ".join(part for part in (said.name, said.post) if part)
    by = f"<p>— <cite>{escape(who)}</cite></p>" if who else ""
    return f'<blockquote lang="{language}"><p>{escape(said.text)}</p>{by}</blockquote>'


def _title(card: Card | StatementCard, labels: Labels) -> str:
    title = Cited(card.rendition, "", labels.ui, NEVER.date()).title
    if isinstance(card, StatementCard) and card.statement.name:
        return f"{card.statement.name}: {title}"
    return title


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = clean(text)


def _link(parent: Element, relation: str, address: str, kind: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "href": clean(address), "type": kind})


def clean(text: str) -> str:
    """Text without the letters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or not _outside(ord(letter)))


def _outside(code: int) -> bool:
    return code < 0x20 or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF) or 0x7F <= code <= 0x9F
