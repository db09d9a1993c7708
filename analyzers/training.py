"""Makes the tables that are learnt: `python -m analyzers.training corpus/sample_site/releases`.

Reads releases written for this project (TOML files with a table [kk], [ru], [en] holding title and text) and writes,
beside the code, the n-grams of identification and the profiles for langdetect, and the statistics of Kazakh stems and
endings. Nothing else is read, so the tables carry no third-party text; the same input gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from analyzers import profiles, scripts
from analyzers.analysis import Analyzer
from analyzers.filters import lowercase
from analyzers.kk import statistics
from analyzers.tokenizer import tokenize

HERE = Path(__file__).parent
_KAZAKH = re.compile("[а-яёәғқңөұүһі]{2,}(?:-[а-яёәғқңөұүһі]+)*")
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
    """Kazakh texts in every Latin scheme."""
    return [scripts.to_latin(text, scheme) for text in kazakh for scheme in scripts.SCHEMES]


def write_profiles(by_label: Mapping[str, list[str]]) -> None:
    """Writes the n-gram table and the profiles for langdetect."""
    table = profiles.learn(by_label)
    lines = ["\t".join(("gram", *profiles.LABELS))]
    lines += ["\t".join((gram, *map(str, values))) for gram, values in table.items()]
    (HERE / "profile_ngrams.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for label in ("kk", "kk-Latn"):
        profile = profiles.langdetect_profile(label, by_label[label])
        text = json.dumps(profile, ensure_ascii=False, separators=(",", ":"))
        (HERE / f"profile_{label}.json").write_text(text + "\n", encoding="utf-8")


def kazakh_words(kazakh: list[str]) -> set[str]:
    """The distinct words of Kazakh texts."""
    tokens = (token for text in kazakh for token in (Analyzer(tokenize) | lowercase).terms(text))
    return {token for token in tokens if _KAZAKH.fullmatch(token)}


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
    listed = [" ".join(sorted({stem for stem, _ in statistics.listed()}))]
    write_profiles({**found, "kk": found["kk"] + listed, "kk-Latn": in_latin(found["kk"] + listed)})
    write_statistics(found["kk"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
