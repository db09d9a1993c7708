"""How well languages are told apart: whole texts of other languages, Kazakh in Latin letters, and mixed documents.

Sentences of other languages and of Kazakh in Latin and Arabic letters lie in corpus/gold/languages.tsv. Mixed documents
are put together from paragraphs of one text in Kazakh, Russian or English and of another after it, a quarter of the
paragraphs with a heading of one to three of their own words before them; from the sample releases and, where it is
there, from the press texts. Halves go by a hash of the sentence or text; the drawing has a fixed seed. The n-grams of
our languages were learnt from the sample releases: on those it is smoothing that is measured, on the press texts all.
"""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from analyzers import scripts
from analyzers.identify import identify
from analyzers.segment import languages
from analyzers.wordlist import parse_rows
from corpus.sample_site.releases import releases
from indexer.measure.gold import SPLITS, Figures

GOLD = "gold/languages.tsv"
OURS = ("kk", "ru", "en")
PAIRS = (("kk", "ru"),) * 5 + (("ru", "kk"),) * 2 + (("kk", "en"), ("ru", "en"), ("en", "ru"))
DOCUMENTS = 300
SHORT = 3  # words of a heading, at most
LATIN_LINES = 150
_LETTERS = frozenset("әғқңөұүһі")
_PLAUSIBLE = range(30, 500)  # code points of a paragraph that is drawn

Texts = dict[str, list[list[str]]]  # paragraphs of the texts of a language


class Line(NamedTuple):
    """A line of a mixed document and its language."""

    language: str
    text: str


def measure(shared: Path | None) -> Figures:
    """Right verdicts in percent, by split."""
    figures: Figures = []
    for split in SPLITS:
        figures += _sentences(split)
        figures += _latin(split)
        figures += _mixed(f"sample {split}", _sample(split))
        if shared is not None:
            figures += _mixed(f"press {split}", _press(shared, split))
    return figures


def _in_split(text: str, split: str) -> bool:
    return int(sha256(text.encode()).hexdigest(), 16) % 2 == SPLITS[split]


def gold(split: str) -> Iterator[tuple[str, str]]:
    """Tag (language, with its script where it has several) and text of the sentences of a split."""
    table = resources.files("corpus").joinpath(GOLD).read_text(encoding="utf-8")
    for tag, text in parse_rows(table, GOLD, 2):
        if _in_split(text, split):
            yield tag, text


def tag_of(text: str) -> str:
    """The verdict on a text as the gold writes it."""
    found = identify(text)
    usual = {"kk": "Cyrl", "uz": "Latn"}.get(found.language, found.script)
    return found.language if found.script == usual else f"{found.language}-{found.script}"


def _sentences(split: str) -> Figures:
    own: list[bool] = []
    right: list[bool] = []
    apart: list[bool] = []
    for tag, text in gold(split):
        verdict = tag_of(text)
        if tag.startswith("kk"):
            own.append(verdict == tag)
        else:
            right.append(verdict == tag)
            apart.append(verdict.partition("-")[0] not in OURS)
    rows = {"named": right, "not taken for ours": apart}
    figures = [(f"other languages {split}: {name}", _percent(values), len(values)) for name, values in rows.items()]
    return [*figures, (f"Kazakh in other letters {split}", _percent(own), len(own))]


def _latin(split: str) -> Figures:
    lines = [line for text in _sample(split)["kk"] for line in text][:LATIN_LINES]
    return [
        (
            f"Latin Kazakh {scheme}, sample {split}: identified",
            _percent([tag_of(scripts.to_latin(line, scheme)) == "kk-Latn" for line in lines]),
            len(lines),
        )
        for scheme in scripts.SCHEMES
    ]


def _sample(split: str) -> Texts:
    texts: Texts = defaultdict(list)
    for release in releases():
        for language, text in release.texts.items():
            if int(release.id) % 2 == SPLITS[split]:
                texts[language].append(list(text.paragraphs))
    return texts


def _press(shared: Path, split: str) -> Texts:
    texts: Texts = defaultdict(list)
    for record in (shared / "data" / "press" / "press.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        document = json.loads(record)
        if _in_split(document["text"], split):
            lines = [line.strip() for line in document["text"].split("\n")]
            texts[document["lang"]].append([line for line in lines if _plausible(document["lang"], line)])
    return texts


def _plausible(language: str, line: str) -> bool:
    """Whether a line is likely to be in the language of its document: names of the other make a label doubtful."""
    return len(line) in _PLAUSIBLE and (language == "kk") == bool(_LETTERS & set(line.lower()))


def _mixed(name: str, texts: Texts) -> Figures:
    lines: list[bool] = []
    short: list[bool] = []
    exact: list[bool] = []
    documents = list(_documents(texts))
    started = time.process_time()
    for document in documents:
        verdicts = languages([line.text for line in document])
        met = [verdict.language == line.language for verdict, line in zip(verdicts, document, strict=True)]
        lines += met
        short += [right for right, line in zip(met, document, strict=True) if len(line.text.split()) <= SHORT]
        exact.append(all(met))
    spent = 1000 * (time.process_time() - started) / len(documents)
    rows = {"lines": lines, "short lines": short, "documents exact": exact}
    figures = [(f"mixed, {name}: {row}", _percent(values), len(values)) for row, values in rows.items()]
    return [*figures, (f"mixed, {name}: ms a document", spent, len(documents))]


def _documents(texts: Texts) -> Iterator[list[Line]]:
    drawing = random.Random(7)
    lines = {language: [line for text in texts[language] for line in text] for language in OURS}
    for _ in range(DOCUMENTS):
        yield [line for language in drawing.choice(PAIRS) for line in _block(language, lines[language], drawing)]


def _block(language: str, lines: list[str], drawing: random.Random) -> Iterator[Line]:
    start = drawing.randrange(max(1, len(lines) - 8))
    for text in lines[start : start + drawing.randint(2, 8)]:
        words = text.split()
        if drawing.random() < 0.25:
            first = drawing.randrange(max(1, len(words) - SHORT))
            yield Line(language, " ".join(words[first : first + drawing.randint(1, SHORT)]))
        yield Line(language, text)


def _percent(met: list[bool]) -> float:
    return 100 * sum(met) / max(len(met), 1)
