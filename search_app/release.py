"""The page of a release: a version's text with what was said in it, beside it what we concluded, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from analyzers.segment import sentences
from corpus.records import TITLE, Place, Rendition
from corpus.sources import sources
from indexer.library import Library, Release
from indexer.library_pages import similar
from indexer.normalise.dates import NOT_BELIEVED
from indexer.query.highlight import marks_at
from indexer.query.marking import Wanted
from search_app import request as ask
from search_app.cards import Said, said
from search_app.highlight import Passage, Segment, passages, segments
from search_app.history import Gone, Version, gone, versions
from search_app.i18n import HOW_DATED, KINSHIPS, SOURCE_KINDS, Labels, tag
from search_app.question import asked
from search_app.request import LANGUAGES, STATEMENTS, SearchRequest
from search_app.steps import Steps, steps
from search_app.tenure import Tenure, tenure


@dataclass(frozen=True, slots=True)
class Tab:
    """A language version: its name, and its address where there is one."""

    code: str
    name: str
    url: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class Note:
    """Something concluded from the text: what, the words it rests on, and a search for more of it."""

    label: str
    surface: str
    url: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement in the margin: its number in the text, who said it, a search for all that person said."""

    number: int
    said: Said
    url: str | None
    left: Tenure | None


@dataclass(frozen=True, slots=True)
class Beside:
    """Another language version beside the one shown."""

    lang: str
    name: str
    title: str
    paragraphs: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """A release that is much like the one shown."""

    title: str
    lang: str
    day: str
    url: str


@dataclass(frozen=True, slots=True)
class Opened:
    """How a release is opened: in which version, beside which other, from which place among the results."""

    version: str = ""
    beside: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """All that the template of a release may use."""

    request: SearchRequest
    labels: Labels
    rendition: Rendition
    lang: str
    title: tuple[Segment, ...]
    paragraphs: tuple[tuple[Passage, ...], ...]
    tabs: tuple[Tab, ...]
    voices: tuple[Voice, ...]
    about: tuple[Note, ...]
    mentioned: tuple[Note, ...]
    topics: tuple[Note, ...]
    persons: tuple[Note, ...]
    copies: tuple[str, ...]
    repeated: tuple[Rendition, ...]
    original: str | None
    sample: bool
    beside: Beside | None
    pairs: tuple[Tab, ...]
    history: tuple[Version, ...]
    gone: tuple[Gone, ...]
    first_seen: datetime | None
    similar: tuple[Alike, ...]
    steps: Steps | None

    @property
    def proof(self) -> Version | None:
        """The capture that the text shown was read from."""
        return next((version for version in self.history if version.current), None)

    @property
    def fresh(self) -> SearchRequest:
        """The words alone, for the search field."""
        return SearchRequest(self.request.ui, text=self.request.text)

    @property
    def how(self) -> str:
        """How the day of publication is known."""
        return str(HOW_DATED.get(self.rendition.published_how or "", ""))

    @property
    def doubted(self) -> str:
        """The day of publication that the page gives and that is not believed."""
        evidence = self.rendition.published_evidence
        return evidence.rule.removeprefix(NOT_BELIEVED) if evidence and not self.rendition.published else ""

    @property
    def kinship(self) -> str:
        """Why it belongs to its release."""
        found = self.rendition.kinship
        return str(KINSHIPS[found.rule]) if found else ""

    @property
    def kind(self) -> str:
        """What kind of source it comes from."""
        card = sources().get(self.rendition.source)
        return str(SOURCE_KINDS[card.kind]) if card else ""


def release_page(library: Library, identifier: str, request: SearchRequest, opened: Opened) -> ReleasePage | None:
    """A release in the version asked for, else in the language of the interface, else in the first held."""
    release = library.release(identifier)
    if release is None:
        return None
    shown = _chosen(release.versions, opened.version, request.ui)
    wanted = library.wanted_in(release.versions, asked(request, size=0).question) if request.text else Wanted()
    labels = Labels(request.ui)
    speakers = set(shown.speakers)
    past = release.pasts.get(shown.id)
    return ReleasePage(
        request=request,
        labels=labels,
        rendition=shown,
        lang=tag(shown.language, shown.script),
        title=segments(shown.title or "", marks_at(TITLE, shown, wanted)),
        paragraphs=_paragraphs(shown, wanted),
        tabs=_tabs(release, shown, request, labels=labels),
        voices=_voices(shown, request, wanted, labels),
        about=_places(shown, request, labels, relation="about"),
        mentioned=_places(shown, request, labels, relation="mentioned"),
        topics=_topics(shown, request, labels),
        persons=tuple(
            Note(person.name, person.post or "", ask.SearchRequest(request.ui, text=f'"{person.name}"').url)
            for person in shown.persons
            if person.id not in speakers
        ),
        copies=_copies(release, shown),
        repeated=tuple(version for version in release.versions if version.copy_of == shown.id),
        original=next((version.url for version in release.versions if version.id == shown.copy_of), None),
        sample=(card := sources().get(shown.source)) is not None and card.sample,
        beside=_beside(release, shown, labels, opened.beside, wanted=wanted),
        pairs=_pairs(release, shown, request, labels=labels, beside=opened.beside),
        history=versions(release.revisions.get(shown.id, ())),
        gone=gone(past, shown.language, wanted, labels),
        first_seen=past.first_seen if past else None,
        similar=_similar(library, shown, request, labels),
        steps=steps(library, request, opened.at) if opened.at else None,
    )


def _beside(release: Release, shown: Rendition, labels: Labels, code: str, *, wanted: Wanted) -> Beside | None:
    other = next((one for one in release.versions if one.language == code != shown.language), None)
    if other is None:
        return None
    texts = tuple(segments(text, marks_at(place, other, wanted)) for place, text in enumerate(other.paragraphs))
    return Beside(tag(other.language, other.script), labels.language(code), other.title or "", texts)


def _pairs(
    release: Release, shown: Rendition, request: SearchRequest, *, labels: Labels, beside: str
) -> tuple[Tab, ...]:
    """The other versions that the one shown can be read beside."""
    held = dict.fromkeys(one.language for one in release.versions if one.language != shown.language)
    here = request.release_url(release.id, shown.language)
    sign = "&" if "?" in here else "?"
    return tuple(
        Tab(code, labels.language(code), here if code == beside else f"{here}{sign}with={code}", code == beside)
        for code in LANGUAGES
        if code in held
    )


def _similar(library: Library, shown: Rendition, request: SearchRequest, labels: Labels) -> tuple[Alike, ...]:
    return tuple(
        Alike(
            one.title or one.paragraphs[0][:100],
            tag(one.language, one.script),
            labels.published(one),
            SearchRequest(request.ui).release_url(one.release, one.language),
        )
        for one in similar(library, shown)
    )


def _chosen(renditions: Sequence[Rendition], version: str, ui: str) -> Rendition:
    held = {rendition.language: rendition for rendition in reversed(renditions)}
    return held.get(version) or held.get(ui) or renditions[0]


def _paragraphs(shown: Rendition, wanted: Wanted) -> tuple[tuple[Passage, ...], ...]:
    inside: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for number, statement in enumerate(shown.statements):
        inside.setdefault(statement.paragraph, []).append((number, (statement.start, statement.end)))
    return tuple(
        passages(text, inside.get(place, ()), marks_at(place, shown, wanted), sentences(text))
        for place, text in enumerate(shown.paragraphs)
    )


def _tabs(release: Release, shown: Rendition, request: SearchRequest, *, labels: Labels) -> tuple[Tab, ...]:
    held = {rendition.language for rendition in release.versions}
    return tuple(
        Tab(
            code,
            labels.language(code),
            request.release_url(release.id, code) if code in held else None,
            code == shown.language,
        )
        for code in LANGUAGES
    )


def _voices(shown: Rendition, request: SearchRequest, wanted: Wanted, labels: Labels) -> tuple[Voice, ...]:
    def everything(speaker: str | None) -> str | None:
        return _more(request, "speaker", speaker, over=STATEMENTS) if speaker else None

    return tuple(
        Voice(number, said(shown, statement, wanted), everything(statement.speaker), tenure(shown, statement, labels))
        for number, statement in enumerate(shown.statements)
        if statement.paragraph != TITLE
    )


def _places(shown: Rendition, request: SearchRequest, labels: Labels, *, relation: str) -> tuple[Note, ...]:
    return tuple(
        Note(labels.region(place.id), _surface(place), _more(request, "region", place.id))
        for place in shown.regions
        if place.relation == relation
    )


def _surface(place: Place) -> str:
    return place.mentions[0].surface if place.mentions else ""


def _topics(shown: Rendition, request: SearchRequest, labels: Labels) -> tuple[Note, ...]:
    return tuple(
        Note(
            labels.topic(topic.id), ", ".join(f"{word}…" for word in topic.words[:4]), _more(request, "topic", topic.id)
        )
        for topic in shown.topics
    )


def _more(request: SearchRequest, facet: str, value: str, *, over: str = ask.RELEASES) -> str:
    return SearchRequest(request.ui, over=over, chosen=((facet, value),)).url


def _copies(release: Release, shown: Rendition) -> tuple[str, ...]:
    return tuple(at.url for at in release.addresses.get(shown.id, ()) if at.url != shown.url)
