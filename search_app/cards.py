"""Hits as the page shows them: titles in the reader's language, badges of the versions, who said what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.codec import Held
from corpus.records import TITLE, Rendition, Statement
from indexer.library import Card, StatementCard
from indexer.query.highlight import Snippet, marks_at, marks_of, matching, quoted, snippet
from indexer.query.marking import Wanted
from search_app.highlight import Segment, segments
from search_app.history import Change
from search_app.i18n import BADGES, KINDS, Labels, tag
from search_app.request import LANGUAGES, TEXTS, SearchRequest

SAID_ON_A_CARD = 2
SAID_AT_MOST = 190  # letters of a statement on a card; all of it stands on the page of the release
TITLE_AT_MOST = 120  # letters of a text that has no title
AROUND = 12  # letters on both sides by which a place in a text is told from others
SURE = 0.8  # below it the page says that the speaker is a conclusion of ours


@dataclass(frozen=True, slots=True)
class Badge:
    """A language version of a release: its code, its name and its address; or, without one, that there is none."""

    code: str
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as shown: who, as what, direct or indirect, and the words; `person` is the id of who said it."""

    name: str | None
    group: bool
    post: str | None
    kind: str
    words: tuple[Segment, ...]
    lang: str
    unsure: bool
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit ready for the page."""

    url: str
    title: tuple[Segment, ...]
    title_lang: str
    day: str
    regions: tuple[str, ...]
    source: str
    badges: tuple[Badge, ...]
    said: tuple[Said, ...]
    words: tuple[Segment, ...]
    lang: str
    altered: bool = False
    copies: int = 0
    change: Change | None = None
    more: str = ""  # the release in the language found, without the mark of a place in it


def release_card(card: Card, request: SearchRequest, labels: Labels, *, wanted: Wanted, at: int = 0) -> Shown:
    """A release found, its title in the language of the interface if there is such a version; a text as it is."""
    own = card.rendition if request.over == TEXTS else _own(card, request.ui)
    found, passage, spoken = _passage(card, own, wanted)
    voices = tuple(_in_short(found, each, wanted) for each in _to_show(spoken))
    repeated = bool(passage.marks) and all(_said_in(passage, mark, _to_show(spoken)) for mark in passage.marks)
    version = found.language if (own.id == found.id and own.language != request.ui) or request.over == TEXTS else ""
    url = request.release_url(found.release, version, at=at)
    return Shown(
        url=url,
        title=_title(own, wanted),
        title_lang=tag(own.language, own.script),
        day=labels.published(found),
        regions=tuple(labels.region(region) for region in found.regions_about),
        source=labels.source(found.source),
        badges=badges(card.versions, request, labels),
        said=voices,
        words=() if repeated or _is_title(own, passage) else _tidy(segments(passage.text, passage.marks)),
        lang=tag(found.language, found.script),
        altered=found.altered is not None,
        copies=0 if request.over == TEXTS else card.copies,
        more=url,
    )


def _own(card: Card, ui: str) -> Rendition:
    """The version in the language of the interface if there is one, else the one found; no other is read."""
    return next((version for version in card.versions if version.language == ui), card.found).rendition()


def _passage(card: Card, own: Rendition, wanted: Wanted) -> tuple[Rendition, Snippet, tuple[Statement, ...]]:
    """What to show of a release: the version found, or the reader's own where the wanted words stand in it too."""
    if own.id != card.found.id and (not wanted or wanted.may_stand_in(own)):
        passage = snippet(own, wanted)
        if passage.marks or not wanted:
            return own, passage, matching(own, wanted)
    return card.rendition, card.snippet, card.statements


def _to_show(statements: Sequence[Statement]) -> list[Statement]:
    """The statements a card has room for: not its title again, and people before groups."""
    told = [each for each in statements if each.paragraph != TITLE]
    return sorted(told, key=lambda each: each.speaker is None)[:SAID_ON_A_CARD]


def _said_in(passage: Snippet, mark: tuple[int, int], told: Sequence[Statement]) -> bool:
    """Whether a marked word of a snippet stands, with what is around it, in a statement that is shown anyway."""
    around = passage.text[max(0, mark[0] - AROUND) : mark[1] + AROUND].strip("… ")
    return any(around in each.text for each in told)


def _is_title(rendition: Rendition, passage: Snippet) -> bool:
    """Whether a snippet says nothing but the words that stand in for a title."""
    return not rendition.title and passage.text.strip("… ") == rendition.paragraphs[0].strip()


def _in_short(rendition: Rendition, statement: Statement, wanted: Wanted) -> Said:
    """A statement cut to what a card has room for, around the wanted words."""
    passage = quoted(statement, rendition, wanted, size=SAID_AT_MOST)
    return _said(rendition, statement, _tidy(segments(passage.text, passage.marks)))


def statement_card(card: StatementCard, request: SearchRequest, labels: Labels, *, at: int = 0) -> Shown:
    """A statement found, with the release it stands in."""
    found = card.rendition
    url = request.release_url(found.release, found.language, at=at)
    words = segments(card.snippet.text, card.snippet.marks)
    place = card.id.rpartition(".")[2]
    return Shown(
        url=f"{url}#s{place}",
        title=segments(found.title or "", ()),
        title_lang=tag(found.language, found.script),
        day=labels.published(found),
        regions=tuple(labels.region(region) for region in found.regions_about),
        source=labels.source(found.source),
        badges=(),
        said=(_said(found, card.statement, words),),
        words=(),
        lang=tag(found.language, found.script),
        altered=found.altered is not None,
        more=url,
    )


def badges(versions: Sequence[Held], request: SearchRequest, labels: Labels) -> tuple[Badge, ...]:
    """The language versions in their fixed order; those that are missing have no address."""
    held = {version.language: version.release for version in versions}
    return tuple(
        Badge(BADGES[code], labels.language(code), request.release_url(held[code], code))
        if code in held
        else Badge(BADGES[code], labels.no_version(code), None)
        for code in LANGUAGES
    )


def said(rendition: Rendition, statement: Statement, wanted: Wanted) -> Said:
    """A statement of a rendition with the wanted words marked."""
    return _said(rendition, statement, segments(statement.text, marks_of(statement, rendition, wanted)))


def _said(rendition: Rendition, statement: Statement, words: tuple[Segment, ...]) -> Said:
    return Said(
        name=statement.name,
        group=statement.ref == "group",
        post=statement.post,
        kind=str(KINDS.get(statement.kind, statement.kind)),
        words=words,
        lang=tag(rendition.language, rendition.script),
        unsure=statement.name is not None and statement.confidence < SURE,
        person=statement.speaker,
    )


def _title(rendition: Rendition, wanted: Wanted) -> tuple[Segment, ...]:
    if rendition.title:
        return segments(rendition.title, marks_at(TITLE, rendition, wanted))
    title = _begun(rendition.paragraphs[0])
    return segments(title, (mark for mark in marks_at(0, rendition, wanted) if mark[1] <= len(title)))


def _begun(text: str) -> str:
    """A text that stands in for a title: all of it, or as many words as there is room for."""
    if len(text) <= TITLE_AT_MOST:
        return text
    return text[:TITLE_AT_MOST].rsplit(maxsplit=1)[0].rstrip(",;:–—- ") + "…"


def _tidy(words: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Dots of what was left out close to the words, as printers set them."""
    if not words:
        return words
    texts = [each.text for each in words]
    if texts[0].startswith("… "):
        texts[0] = f"…{texts[0].removeprefix('… ')}"
    if texts[-1].endswith(" …"):
        texts[-1] = f"{texts[-1].removesuffix(' …')}…"
    return tuple(Segment(text, each.marked) for text, each in zip(texts, words, strict=True))
