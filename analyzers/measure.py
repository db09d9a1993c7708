"""How good analysis is, measured on reference data: `measure(shared)` gives (name, value in per cent, count of items).

Conflation is pairwise: two distinct forms belong together when they share a lemma in the gold file, and the analyzer
puts them together when they share a term; F is the harmonic mean of precision and recall over all pairs of a file.
"""

from __future__ import annotations

import csv
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

import analyzers
from analyzers import scripts
from analyzers.folding import fold, repair, skeleton
from analyzers.identify import identify
from analyzers.measure_spelling import keyboards
from analyzers.profiles import letters_of, shipped

Measured = tuple[str, float, int]
Groups = Mapping[str, set[str]]
FORMS = {
    "kk KTB": ("kk", "kk/ktb_form_lemma.tsv"),
    "kk authored": ("kk", "kk/authored_kk_groups.tsv"),
    "ru UD": ("ru", "ru/ru_ud_form_lemma.tsv"),
    "en UD": ("en", "en/en_ud_form_lemma.tsv"),
}


def measure(shared: Path) -> list[Measured]:
    """Everything that can be measured with the reference data of a folder."""
    data = shared / "data"
    steps = (conflation, russian_names, identification, spelling, keyboards, names, latin, speed)
    return [figure for step in steps for figure in step(data)]


def pairwise(gold: Groups, found: Groups) -> tuple[float, float, float]:
    """Precision, recall and F over pairs of forms, between 0 and 1."""
    expected, joined = set(_pairs(gold)), set(_pairs(found))
    right = len(expected & joined)
    precision, recall = right / max(len(joined), 1), right / max(len(expected), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _pairs(groups: Groups) -> Iterator[tuple[str, str]]:
    members = defaultdict(set)
    for form, keys in groups.items():
        for key in keys:
            members[key].add(form)
    for forms in members.values():
        yield from combinations(sorted(forms), 2)


def _table(file: Path) -> list[list[str]]:
    return [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line]


def gold(file: Path) -> dict[str, set[str]]:
    """Lemmas of the forms of a gold file (form, lemma|lemma, …)."""
    groups: dict[str, set[str]] = defaultdict(set)
    for form, lemmas, *_ in _table(file):
        groups[form].update(lemmas.split("|"))
    return dict(groups)


def conflation(data: Path) -> Iterator[Measured]:
    """Forms of one lemma under one term, by language."""
    for name, (code, file) in FORMS.items():
        language, groups = analyzers.LANGUAGES[code], gold(data / file)
        terms = {form: {language.lemma.terms(form)[0]} for form in groups}
        for letter, value in zip("PRF", pairwise(groups, terms), strict=True):
            yield f"{name} lemma {letter}", 100 * value, len(groups)
        readings = {form: set(language.readings(form)) for form in groups}
        yield f"{name} readings F", 100 * pairwise(groups, readings)[2], len(groups)


def russian_names(data: Path) -> Iterator[Measured]:
    """Pairs of case forms of names of Kazakh origin that share a term."""
    language = analyzers.LANGUAGES["ru"]
    ways: dict[str, Callable[[str], set[str]]] = {
        "lemma": lambda word: set(language.lemma.terms(word)[:1]),
        "readings": lambda word: set(language.readings(word.lower())),
    }
    for name, terms in ways.items():
        met = [
            bool(terms(one) & terms(other))
            for _, forms in _table(data / "ru/authored_ru_kz_names.tsv")
            for one, other in combinations(forms.split("|"), 2)
        ]
        yield f"ru names {name}, pairs that meet", 100 * sum(met) / len(met), len(met)


def identification(data: Path) -> Iterator[Measured]:
    """Right verdicts by length of text."""
    right, count = Counter[str](), Counter[str]()
    for language, kind, text in _table(data / "kk/lid_dev.tsv"):
        count[kind] += 1
        right[kind] += identify(text).language == language
    for kind in count:
        yield f"identification {kind}", 100 * right[kind] / count[kind], count[kind]
    sentences = [text for _, kind, text in _table(data / "kk/lid_dev.tsv") if kind == "sent"]
    for script in ("Cyrl", "Latn"):
        shipped(script).words.clear()  # words that were met cost nothing
    yield "identification, microseconds a sentence", 1e6 / _rate(identify, sentences), len(sentences)
    authored = _table(data / "kk/authored_lid.tsv")
    met = sum(identify(text).language == language.partition("-")[0] for language, text in authored)
    yield "identification authored", 100 * met / len(authored), len(authored)


def spelling(data: Path) -> Iterator[Measured]:
    """Damaged words repaired, and words typed on a Russian keyboard that meet the right spelling."""
    for name, file, key in (
        ("homoglyphs repaired", "kk/authored_homoglyphs.tsv", lambda word: repair(word).lower()),
        ("Russian keyboard folded", "kk/authored_ru_keyboard_queries.tsv", fold),
    ):
        pairs = _table(data / file)
        met = sum(key(one) in (key(other), other.lower()) for one, other in pairs)
        yield name, 100 * met / len(pairs), len(pairs)


def names(data: Path) -> Iterator[Measured]:
    """Words of names whose three spellings share a skeleton."""
    with (data / "names/triples_dev.csv").open(encoding="utf-8", newline="") as lines:
        people = list(csv.DictReader(lines, delimiter=";"))
    words = [
        spellings
        for person in people
        for spellings in zip(*(person[code].replace("-", " ").split() for code in ("kk", "ru", "en")), strict=False)
    ]
    met = sum(len({skeleton(word) for word in spellings}) == 1 for spellings in words)
    yield "names: three spellings, one skeleton", 100 * met / len(words), len(words)


def _kazakh(data: Path) -> list[str]:
    with (data / "press/press.jsonl").open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    return [document["text"] for document in documents if document["lang"] == "kk"]


def latin(data: Path) -> Iterator[Measured]:
    """Words of Kazakh texts that come back from each Latin scheme, the scheme being guessed."""
    for scheme in scripts.SCHEMES:
        right = count = 0
        for text in map(_only_cyrillic, _kazakh(data)):
            there = letters_of(scripts.to_cyrillic(scripts.to_latin(text, scheme)))
            back = letters_of(text)
            right += sum(one == other for one, other in zip(back, there, strict=False))
            count += len(back)
        yield f"Latin Kazakh {scheme} to Cyrillic", 100 * right / count, count


def _only_cyrillic(text: str) -> str:
    return " ".join(word for word in letters_of(repair(text).lower()) if not word.isascii())


def speed(data: Path) -> Iterator[Measured]:
    """Words a second of the Kazakh stemmer without its memory, and tokens a second of running text."""
    from analyzers.kk.stemmer import shipped

    forms = list(gold(data / "kk/ktb_form_lemma.tsv"))
    yield "kk words a second, uncached", _rate(shipped(), forms), len(forms)
    texts = _kazakh(data)
    lemma = analyzers.LANGUAGES["kk"].lemma
    started = time.process_time()
    count = sum(len(lemma.tokens(text)) for text in texts)
    yield "kk tokens a second, running text", count / (time.process_time() - started), count


def _rate(work: Callable[[str], object], items: Iterable[str]) -> float:
    started = time.process_time()
    count = sum(1 for item in items if work(item) is not None)
    return count / (time.process_time() - started)
