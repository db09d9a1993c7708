"""Lists and tables are checked while they are read; a language is a folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from analyzers import discovered
from analyzers.wordlist import WordListError, parse_rows, parse_words, rows, words

TOY = """
from analyzers.analysis import Analyzer
from analyzers.filters import StemFilter, lowercase
from analyzers.language import Language
from analyzers.tokenizer import tokenize
from analyzers.wordlist import words


def stem(word):
    return word[:3]


LANGUAGE = Language(
    code="tlh",
    script="Latn",
    lemma=Analyzer(tokenize) | lowercase | StemFilter(stem),
    readings=lambda word: (stem(word),),
    stop_words=frozenset(words(__name__, "stop_words.txt")),
)
"""


def test_words_lose_comments_and_blanks() -> None:
    assert parse_words("# head\nай  # 5 ай\n\nжыл\n", "list.txt") == ("ай", "жыл")


def test_word_given_twice_is_named_with_its_line() -> None:
    with pytest.raises(WordListError, match=r"list\.txt, line 3: 'ай' stands on line 1 too; keep one"):
        parse_words("ай\nжыл\nай\n", "list.txt")


def test_rows_are_filled_and_stripped() -> None:
    assert parse_rows("a\tb\tc\n1\t 2\n", "table.tsv", 3) == (("1", "2", ""),)


def test_row_with_too_many_fields_is_named_with_its_line() -> None:
    with pytest.raises(WordListError, match=r"table\.tsv, line 2: 4 fields where 3 are known"):
        parse_rows("a\tb\tc\n1\t2\t3\t4\n", "table.tsv", 3)


def test_lists_are_found_beside_a_module_or_a_package() -> None:
    assert words("analyzers.segment", "abbreviations.txt") == words("analyzers", "abbreviations.txt")
    assert len(rows("analyzers", "latin.tsv", 6)) == 42


def test_a_language_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "toylanguages" / "tlh"
    folder.mkdir(parents=True)
    (tmp_path / "toylanguages" / "__init__.py").touch()
    (folder / "__init__.py").write_text(TOY, encoding="utf-8")
    (folder / "stop_words.txt").write_text("je  # and\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    found = discovered([str(tmp_path / "toylanguages")], "toylanguages")
    assert found["tlh"].lemma.terms("Qapla puq") == ["qap", "puq"]
    assert found["tlh"].stop_words == {"je"}
    for name in [name for name in sys.modules if name.startswith("toylanguages")]:
        del sys.modules[name]
