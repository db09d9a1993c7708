"""Adding a language is a folder: one put beside the others is indexed, asked and marked without another change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = '''
"""Esperanto, as a toy: words lose their endings."""

import re

from analyzers.analysis import Analyzer
from analyzers.filters import StemFilter, lowercase
from analyzers.language import Language
from analyzers.tokenizer import tokenize
from analyzers.wordlist import words


def stem(word):
    return re.sub("(?:o|a|e|i|as|is|os)?j?n?$", "", word) or word


LANGUAGE = Language(
    code="eo",
    script="Latn",
    lemma=Analyzer(tokenize) | lowercase | StemFilter(stem),
    readings=lambda word: (stem(word.lower()),),
    stop_words=frozenset(words(__name__, "stop_words.txt")),
    letters=frozenset("ĉĝĥĵŝŭ"),
)
'''

PROGRAM = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
import analyzers
from corpus.records import Rendition
from indexer.engines.whoosh import WhooshEngine
from indexer.query.ask import Question, ask
from indexer.query.authorities import resolver
from indexer.query.highlight import marks
from indexer.schema import RENDITIONS, rendition_document

text = "La registaro hodiaŭ parolis pri la elektoj en ĉiuj urboj"
held = [
    Rendition(id=code, release=code, url="https://example.org/" + code, source="files", language=code, script="Latn",
              title=None, paragraphs=(words,), captured=datetime(2024, 1, 1, tzinfo=UTC))
    for code, words in (("eo", text), ("en", "The government spoke about elections"))
]
engine = WhooshEngine(Path(sys.argv[1]), RENDITIONS)
engine.rebuild(rendition_document(one, number) for number, one in enumerate(held, start=1))
answers = {}
for asked in ("elekto", "urbon", "ĉiuj", "la urbo", "election", "lang:eo", "eldono"):
    answer = ask(Question(asked), engine, resolve=resolver(engine))
    answers[asked] = [hit.id for hit in answer.results.hits]
    if asked == "urbon":
        answers["marked"] = [text[a:b] for a, b in marks(text, "eo", answer.wanted)]
        answers["expansions"] = [(one.kind, one.text, one.language) for one in answer.expansions]
engine.close()
print(json.dumps({"languages": sorted(analyzers.LANGUAGES), "fields": RENDITIONS.fields, **answers}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, root: Path) -> dict[str, list[str]]:
    """What a checkout with one more folder answers: all of it linked, the folder `analyzers/eo` new."""
    checkout = tmp_path_factory.mktemp("checkout")
    for package in ("corpus", "indexer"):
        (checkout / package).symlink_to(root / package)
    (checkout / "analyzers").mkdir()
    for entry in (root / "analyzers").iterdir():
        (checkout / "analyzers" / entry.name).symlink_to(entry)
    (checkout / "analyzers" / "eo").mkdir()
    (checkout / "analyzers" / "eo" / "__init__.py").write_text(FOLDER, encoding="utf-8")
    (checkout / "analyzers" / "eo" / "stop_words.txt").write_text("la\npri\nen\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(checkout / "index")],
        env={**os.environ, "PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answer: dict[str, list[str]] = json.loads(run.stdout)
    return answer


def test_it_is_one_of_the_languages(told: dict[str, list[str]]) -> None:
    assert told["languages"] == ["en", "eo", "kk", "ru"]
    assert {"title_lemma_eo", "body_lemma_eo"} <= set(told["fields"])


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("elekto", ["eo"]),
        ("urbon", ["eo"]),
        ("ĉiuj", ["eo"]),
        ("la urbo", ["eo"]),
        ("election", ["en"]),
        ("lang:eo", ["eo"]),
        ("eldono", []),
    ],
)
def test_it_is_asked_in_its_forms(told: dict[str, list[str]], asked: str, right: list[str]) -> None:
    assert told[asked] == right


def test_its_words_are_marked_and_its_forms_shown(told: dict[str, list[str]]) -> None:
    assert told["marked"] == ["urboj"]
    assert ["forms", "urb", "eo"] in told["expansions"]
