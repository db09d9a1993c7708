"""What the commands print: the JSON shapes that scripts outside rely on, and plain text for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.records import Kinship, Rendition, Statement
from indexer import explained, notes

SAID = ("speaker", "name", "post", "verb", "kind", "ref", "text", "paragraph", "start", "end", "confidence")

if TYPE_CHECKING:
    from corpus.past import Past
    from corpus.store import Status
    from indexer.library import Card, Found, StatementCard
    from indexer.pipeline import Counts
    from indexer.query.nothing import Less, Unfound
    from indexer.understanding import Understood

    Pasts = Mapping[str, Past]  # by id of a text


def understood(found: Understood, *, explain: bool = False) -> dict[str, Any]:
    """One line of `minber read`."""
    release = found.renditions[0].release if found.renditions else None
    records = [_rendition(r) for r in found.renditions]
    if explain:
        records = [explained.explained(shown, r) for shown, r in zip(records, found.renditions, strict=True)]
        same_page = asdict(Kinship("page", 1.0, (), found.renditions[0].id)) if records else None
        for shown, r in zip(records[1:], found.renditions[1:], strict=True):
            shown["kinship"] = same_page if r.release == release else None
    return {"path": found.path, "release": release, "renditions": records}


def counted(counts: Counts) -> dict[str, Any]:
    """What `crawl`, `add` and `index` say they did."""
    return {**counts.done, "skipped": len(counts.skipped), "failed": len(counts.failures)}


def releases_json(found: Found[Card], pasts: Pasts, why: Unfound | None = None) -> str:
    """`minber search --json`; `why` nothing is found, where nothing is."""
    return json.dumps(releases(found, pasts) | nothing(why), ensure_ascii=False)


def releases(found: Found[Card], pasts: Pasts) -> dict[str, Any]:
    """An answer over releases."""
    return _answer(found, [_card(card, pasts) for card in found.cards])


def statements_json(found: Found[StatementCard], pasts: Pasts, why: Unfound | None = None) -> str:
    """`minber statements --json`."""
    return json.dumps(statements(found, pasts) | nothing(why), ensure_ascii=False)


def statements(found: Found[StatementCard], pasts: Pasts) -> dict[str, Any]:
    """An answer over statements."""
    return _answer(found, [_statement_card(card, pasts) for card in found.cards])


def nothing(why: Unfound | None) -> dict[str, Any]:
    """Why nothing is found, as `nothing` of an answer; no such key where something is."""
    if why is None:
        return {}
    held = why.held
    told = {
        "without": [
            {
                "kind": less.kind,
                "name": less.name,
                "values": list(less.values),
                "total": less.hits,
                "understood": less.question.text,
            }
            for less in why.without
        ],
        "languages": dict(why.languages),
        "either": asdict(why.either) if why.either else None,
        "spellings": [asdict(one) for one in why.spellings],
        "held": {
            "releases": held.releases,
            "first": held.first.isoformat() if held.first else None,
            "last": held.last.isoformat() if held.last else None,
            "sources": list(held.sources),
        },
    }
    return {"nothing": told}


def _nothing_text(why: Unfound | None) -> list[str]:
    if why is None:
        return []
    lines = [f"without {_less(less)}: {less.hits}" for less in why.without]
    lines += [f"in {language}: {hits}" for language, hits in why.languages.items()]
    lines += [f"{one.text}: {one.hits}" for one in (why.either, *why.spellings) if one]
    held = why.held
    return ["\n".join([*lines, f"held: {held.releases} releases, {held.first or '?'} to {held.last or '?'}"])]


def _less(less: Less) -> str:
    """What was taken off, in words."""
    if less.kind == "days":
        return f"days {'..'.join(less.values)}"
    return " ".join((less.name, *less.values)).strip() or less.kind


def releases_text(found: Found[Card], why: Unfound | None = None) -> str:
    """An answer over releases for a terminal."""
    blocks = [
        f"{card.rendition.title or '—'}\n  {_facts(card.rendition)}\n  {card.snippet.text}" for card in found.cards
    ]
    return "\n\n".join([_headline(found), *blocks, *_nothing_text(why)])


def statements_text(found: Found[StatementCard], why: Unfound | None = None) -> str:
    """An answer over statements for a terminal."""
    blocks = []
    for card in found.cards:
        said = card.statement
        who = ", ".join(part for part in (said.name, said.post) if part) or "—"
        blocks.append(f"{who} ({said.kind})\n  {said.text}\n  {_facts(card.rendition)}")
    return "\n\n".join([_headline(found), *blocks, *_nothing_text(why)])


def status_json(held: Status) -> str:
    """`minber status --json`."""
    return json.dumps(asdict(held), ensure_ascii=False, default=str)


def rendition(found: Rendition, past: Past | None) -> dict[str, Any]:
    """A rendition with its address and ids, and why it belongs to its release, as `/release/<id>.json` gives it."""
    whence = {"id": found.id, "url": found.url, "source": found.source}
    kinship = {"kinship": explained.kinship(found)}
    return {**whence, **_rendition(found), **explained.set_aside(found), **kinship, **_past(past)}


def _rendition(found: Rendition) -> dict[str, Any]:
    return {
        "language": found.language,
        "script": found.script,
        "title": found.title,
        "paragraphs": list(found.paragraphs),
        "published": found.published.isoformat() if found.published else None,
        "published_how": found.published_how,
        "published_within": found.published_within,
        "event": found.event,
        "regions": [{"id": place.id, "relation": place.relation} for place in found.regions],
        "persons": [{"id": person.id, "name": person.name} for person in found.persons],
        "statements": [_statement(statement) for statement in found.statements],
        "topics": [topic.id for topic in found.topics],
        "contact": found.contact,
        "altered": explained.altered(found),
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {name: getattr(statement, name) for name in SAID}


def _answer(found: Found[Any], hits: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "total": found.total,
        "hits": hits,
        "facets": {name: _by_count(values) for name, values in found.facets.items()},
        "expansions": [asdict(expansion) for expansion in found.expansions],
        "understood": found.understood,
        "note": found.note,
        "notes": [{**one._asdict(), "meaning": notes.meaning(one)} for one in found.notes],
        "suggestion": found.suggestion,
        "meant": [asdict(one) for one in found.meant],
        "earlier": asdict(found.earlier) if found.earlier else None,
        "entities": [one._asdict() for one in found.entities],
        "took_ms": round(found.took, 3),
    }


def _by_count(values: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(values.items(), key=lambda item: (-item[1], item[0])))


def _card(card: Card, pasts: Pasts) -> dict[str, Any]:
    return {
        **_hit(card, card.rendition.id, pasts),
        "languages": list(card.languages),
        "regions": list(card.rendition.regions_about),
        "source": card.rendition.source,
        "copies": card.copies,
        "statements": [_statement(statement) for statement in card.statements],
    }


def _statement_card(card: StatementCard, pasts: Pasts) -> dict[str, Any]:
    return {**_hit(card, card.id, pasts), **_statement(card.statement)}


def _hit(card: Card | StatementCard, identifier: str, pasts: Pasts) -> dict[str, Any]:
    shown = card.rendition
    return {
        "id": identifier,
        "release": shown.release,
        "language": shown.language,
        "title": shown.title,
        "published": shown.published.isoformat() if shown.published else None,
        "url": shown.url,
        "altered": shown.altered is not None,
        "snippet": card.snippet.text,
        "score": round(card.score, 4),
        **_past(pasts.get(shown.id)),
    }


def _past(found: Past | None) -> dict[str, Any]:
    """When a text was first seen, and its edits: how much of it each was, and the captures that it lies between."""
    edits = [
        {"after": one.after.isoformat(), "before": one.before.isoformat(), "share": round(one.share, 4)}
        | {"weight": one.weight}
        for one in (found.edits if found else ())
    ]
    return {"first_seen": found.first_seen.isoformat() if found else None, "edits": edits}


def _headline(found: Found[Any]) -> str:
    parts = [f"{found.total} found", f"{found.took:.0f} ms"]
    meant = [f"did you mean {one.text} ({one.hits})" for one in found.meant]
    meant += [f"changed since: {found.earlier.text} ({found.earlier.hits})"] if found.earlier else []
    return "\n".join((", ".join((*parts, *meant)), *notes.lines(found.notes)))


def _facts(shown: Rendition) -> str:
    facts: Iterable[str | None] = (
        shown.published.isoformat() if shown.published else "no date",
        shown.language,
        ", ".join(shown.regions_about),
        shown.url,
        "words changed, no official source" if shown.altered else None,
    )
    return " · ".join(fact for fact in facts if fact)


def status_text(held: Status) -> str:
    """`minber status` for people: the totals, then a line for each source."""
    counts = ("pages", "releases", "renditions", "statements", "failures")
    totals = ", ".join(f"{getattr(held, name)} {name}" for name in counts)
    lines = ["; ".join(filter(None, (totals, _languages(held.languages))))]
    for one in held.sources:
        days = f"{one.first_published or '?'} to {one.last_published or '?'}"
        fetched = f"{one.last_fetched:%Y-%m-%d %H:%M} UTC" if one.last_fetched else "never"
        lines.append(
            f"{one.source}: {one.renditions} renditions ({_languages(one.languages)}), {days}, fetched {fetched}"
        )
    return "\n".join(lines)


def _languages(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{language} {count}" for language, count in counts.items())
