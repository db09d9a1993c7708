"""How fast words become terms, and in how much memory, beside the stemmers and lemmatisers there are.

    python benchmarks/analysis.py [--rounds 3]

Reads the texts of the sample releases and, where it is there, the press texts of the reference data beside the
checkout. `words` are distinct words a second, none met before; `tokens` are tokens of running text a second, from the
text to its terms, everybody behind our tokeniser and with our memory of stems, from cold. Each contestant runs in a
process of its own, one after another in every round; figures are medians over rounds. Memory is what loading and the
distinct words added at the peak; `F` is over pairs of forms of the gold (UD). Snowball is snowballstemmer: Python, or C
where PyStemmer is installed beside it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import re
import resource
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

WARM_UP = 20
ROOT = Path(__file__).parent.parent
Stem = Callable[[str], str]
SHARED = Path(os.environ.get("MINBER_SHARED", ROOT.parent / "shared"))
GOLD = {"kk": "kk/ktb_form_lemma.tsv", "ru": "ru/ru_ud_form_lemma.tsv", "en": "en/en_ud_form_lemma.tsv"}
LANGUAGES = {"kk": "kazakh", "ru": "russian", "en": "english"}
PEERS = {  # name → the module it needs, and its languages
    "minber": ("analyzers", ("kk", "ru", "en")),
    "pymorphy3": ("pymorphy3", ("ru",)),
    "simplemma": ("simplemma", ("ru", "en")),
    "snowball": ("snowballstemmer", ("ru", "en")),
}


def texts(language: str) -> list[str]:
    """All texts of a language, those of the sample first; read without our own packages, whose memory is measured."""
    found = []
    for file in sorted((ROOT / "corpus/sample_site/releases").glob("*.toml")):
        release = tomllib.loads(file.read_text(encoding="utf-8"))
        found += [release[language]["text"]] if language in release else []
    press = SHARED / "data/press/press.jsonl"
    if press.is_file():
        with press.open(encoding="utf-8") as lines:
            found += [document["text"] for document in map(json.loads, lines) if document["lang"] == language]
    return found


def stem_of(name: str, language: str) -> Stem:
    """The function from word to term of a contestant."""
    if name == "pymorphy3":
        import pymorphy3

        parse = pymorphy3.MorphAnalyzer(lang=language).parse
        return lambda word: str(parse(word)[0].normal_form)
    if name == "simplemma":
        import simplemma

        return lambda word: str(simplemma.lemmatize(word, lang=language))
    if name == "snowball":
        import snowballstemmer

        return snowballstemmer.stemmer(LANGUAGES[language]).stemWord  # type: ignore[no-any-return]
    return _own(language)


def _own(language: str) -> Stem:
    if language == "kk":
        from analyzers.kk.statistics import Statistics
        from analyzers.kk.stemmer import Stemmer

        return Stemmer(Statistics.shipped())
    module = importlib.import_module(f"analyzers.{language}.lemmatizer")
    return module.lemma  # type: ignore[no-any-return]


def one(name: str, language: str) -> dict[str, float]:
    """The speeds and the memory of a contestant, in this process."""
    documents = texts(language)
    distinct = sorted({word.lower() for text in documents for word in re.findall(r"\w+", text)})
    before = _memory()
    stem = stem_of(name, language)
    for word in distinct[:: len(distinct) // WARM_UP]:  # dictionaries load with the first words
        stem(word)
    started = time.process_time()
    for word in distinct:
        stem(word)
    words = len(distinct) / (time.process_time() - started)
    memory = _memory() - before
    return {"words": words, "memory": memory, "tokens": _tokens(stem, documents), "quality": _quality(stem, language)}


def _quality(stem: Stem, language: str) -> float:
    """F over pairs of forms of the gold, in per cent; nan without reference data."""
    from analyzers.measure import gold, pairwise

    if not (SHARED / "data" / GOLD[language]).is_file():
        return math.nan
    groups = gold(SHARED / "data" / GOLD[language])
    return 100 * pairwise(groups, {form: {stem(form)} for form in groups})[2]


def _tokens(stem: Stem, documents: list[str]) -> float:
    from analyzers.analysis import Analyzer
    from analyzers.filters import StemFilter, lowercase
    from analyzers.tokenizer import tokenize

    analyzer = Analyzer(tokenize) | lowercase | StemFilter(stem)
    started = time.process_time()
    count = sum(len(analyzer.tokens(text)) for text in documents)
    return count / (time.process_time() - started)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rounds(count: int) -> dict[tuple[str, str], list[dict[str, float]]]:
    """Every contestant in every language, in a process of its own, so many times."""
    found: dict[tuple[str, str], list[dict[str, float]]] = {}
    for _ in range(count):
        for name, (module, languages) in PEERS.items():
            for language in languages if importlib.util.find_spec(module) else ():
                command = [sys.executable, __file__, "--one", name, language]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                found.setdefault((name, language), []).append(json.loads(done.stdout))
    return found


def table(found: dict[tuple[str, str], list[dict[str, float]]]) -> str:
    """Medians, and ours as a multiple of each."""
    middle = {
        who: {key: statistics.median(each[key] for each in runs) for key in runs[0]} for who, runs in found.items()
    }
    lines = [f"{'':14}{'words/s':>12}{'tokens/s':>12}{'MB':>8}{'F':>8}{'minber is':>22}"]
    for language in LANGUAGES:
        ours = middle["minber", language]
        for name, (module, languages) in PEERS.items():
            if language not in languages:
                continue
            who = f"{language} {name}"
            if (name, language) not in middle:
                lines.append(f"{who:14}   not installed ({module})")
                continue
            values = middle[name, language]
            ratio = f"{ours['words'] / values['words']:.2f} × and {ours['tokens'] / values['tokens']:.2f} ×"
            lines.append(
                f"{who:14}{values['words']:12,.0f}{values['tokens']:12,.0f}{values['memory']:8.0f}{values['quality']:8.1f}{ratio:>22}"
            )
    return "\n".join(lines)


def main() -> None:
    """Prints the table, or the figures of one contestant."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--one", nargs=2, metavar=("NAME", "LANGUAGE"), help="only this contestant, as JSON")
    chosen = arguments.parse_args()
    print(json.dumps(one(*chosen.one)) if chosen.one else table(rounds(chosen.rounds)))


if __name__ == "__main__":
    main()
