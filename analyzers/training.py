"""Makes the tables that are learnt: `python -m analyzers.training corpus/sample_site/releases`.

Reads releases written for this project (TOML files with a table [kk], [ru], [en] holding title and text) and writes,
beside the code, the n-grams of identification and the profiles for langdetect, and the statistics of Kazakh stems and
endings. Nothing else is read, so the tables carry no third-party text; the same input gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from analyzers import profiles, scripts, second_voice
from analyzers.analysis import Analyzer
from analyzers.filters import lowercase
from analyzers.kk import lexicon, statistics
from analyzers.tokenizer import tokenize
from analyzers.wordlist import rows

HERE = Path(__file__).parent
LANGUAGES = ("kk", "ru", "en")


def texts(folder: Path) -> dict[str, list[str]]:
    """Titles and texts of the releases of a folder, by language."""
    found: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for file in sorted(folder.glob("*.toml")):
        release = tomllib.loads(file.read_text(encoding="utf-8"))
        for language in LANGUAGES:
            if language in release:
                found[language] += [release[language]["title"], release[language]["text"]]
    return found


def in_latin(kazakh: list[str]) -> list[str]:
    """Kazakh texts in every Latin scheme, and as people type those without the marks on letters."""
    written = [scripts.to_latin(text, scheme) for text in kazakh for scheme in scripts.SCHEMES]
    plain = [_without_marks(text) for text in written]
    return written + plain + [text.replace("j", "zh") for text in plain]


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("ı", "i"))
    return "".join(char for char in decomposed if char != "'" and not unicodedata.combining(char))


def foreign() -> dict[str, list[str]]:
    """The sentences in neighbouring languages, by language."""
    found: dict[str, list[str]] = {}
    for language, text in rows("analyzers", "foreign_texts.tsv", 2):
        found.setdefault(language, []).append(text)
    return found


def profile_files(by_label: Mapping[str, list[str]]) -> dict[str, str]:
    """The n-gram tables of both alphabets and the profiles for langdetect, as texts by file name."""
    made = {}
    for script in ("Cyrl", "Latn"):
        of_script = {label: texts for label, texts in by_label.items() if _script(texts) == script}
        table = profiles.learn({label: _words_of(script, texts) for label, texts in of_script.items()})
        made[profiles.file_of(script)] = profiles.written(list(of_script), table)
    for label in second_voice.KAZAKH.values():
        profile = second_voice.profile(label, by_label[label])
        made[f"profile_{label}.json"] = json.dumps(profile, ensure_ascii=False, separators=(",", ":")) + "\n"
    return made


def _script(texts: list[str]) -> str:
    return Counter(map(profiles.alphabet, profiles.letters_of(texts[0]))).most_common(1)[0][0]


def _words_of(script: str, texts: list[str]) -> list[str]:
    return [word for text in texts for word in profiles.spelt(text) if profiles.alphabet(word) == script]


def kazakh_words(kazakh: list[str]) -> set[str]:
    """The distinct words of Kazakh texts."""
    tokens = (token for text in kazakh for token in (Analyzer(tokenize) | lowercase).terms(text))
    return {token for token in tokens if statistics.WORD.fullmatch(token)}


def write_statistics(kazakh: list[str]) -> None:
    """Writes the statistics of Kazakh stems and endings."""
    learnt = statistics.learn(kazakh_words(kazakh))
    (HERE / "kk" / "statistics.tsv").write_text(learnt.text(), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Learns everything from the folder given."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python -m analyzers.training FOLDER_OF_RELEASES", file=sys.stderr)
        return 2
    found = texts(Path(arguments[0]))
    listed = [" ".join(sorted({stem for stem, _ in lexicon.listed()}))]
    kazakh = found["kk"] + listed
    labelled = {"kk": kazakh, "kk-Latn": in_latin(kazakh), "ru": found["ru"], "en": found["en"], **foreign()}
    for name, text in profile_files(labelled).items():
        (HERE / name).write_text(text, encoding="utf-8")
    write_statistics(found["kk"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
