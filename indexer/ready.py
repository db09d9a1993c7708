"""Imported once by the process that workers are forked from: what understanding and indexing read the first time,
and remember, is read before, by taking an invented release through both.
"""

from __future__ import annotations

import gc

ENOUGH = 1  # releases, each in all its languages: more would be words that workers can look up beside each other
SELDOM = (10_000, 20, 20)  # when garbage is looked for: what a page leaves behind is little of what there is


def _prepare() -> None:
    gc.disable()  # before anything else is imported: nothing that is read now is thrown away
    from datetime import UTC, datetime
    from itertools import islice
    from pathlib import Path

    from corpus.codec import Held
    from corpus.records import Page
    from corpus.sample_site.releases import read_releases
    from corpus.sources import FILES
    from indexer.documents import Known, of_rendition, of_statements
    from indexer.understanding import Understood, understand

    for release in islice(read_releases(), ENOUGH):
        for text in release.texts.values():
            body = "\n".join((f"{release.published:%d.%m.%Y}", text.title, *text.paragraphs)).encode()
            now = datetime.now(UTC)
            page = Page.of(f"file:{release.id}", FILES.name, body, fetched=now, content_type="text/plain")
            understood = understand(page)
            for one in understood.written if isinstance(understood, Understood) else ():
                held = Held(1, one.id, one.release, one.url, one.language, None, one.record)
                for made in (of_rendition, of_statements):
                    made(Path(), Known(held, None, None))
    gc.freeze()  # what is never looked at again by the collector stays shared between the processes
    gc.set_threshold(*SELDOM)
    gc.enable()


_prepare()
