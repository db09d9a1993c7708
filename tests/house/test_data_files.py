"""Word lists, authorities and sample texts: readable, and no word mixes alphabets by accident."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LISTS = sorted(
    file
    for package in ("analyzers", "corpus", "indexer", "search_app")
    for file in (ROOT / package).rglob("*")
    if file.suffix in {".txt", ".tsv", ".toml", ".po"} and not file.name.startswith(("homoglyph", "latin", "profile"))
)
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@pytest.mark.parametrize("file", LISTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_word_mixes_alphabets(file: Path) -> None:
    text = re.sub(r"\\[nt\"]|%\(\w+\)[sd]|\{\w+\}", " ", file.read_text(encoding="utf-8"))
    mixed = sorted({word for word in WORD.findall(text) if LATIN.search(word) and CYRILLIC.search(word)})
    assert not mixed
