"""Identification at the first call and on spoilt input, and the tables that it is learnt into."""

from __future__ import annotations

import math
import subprocess
import sys
import time

import pytest

from analyzers import profiles, second_voice, training
from analyzers.identify import distribution, identify
from analyzers.profiles import OURS, Profiles, learn, shipped, written

FIRST_CALL = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from analyzers.identify import identify
TEXTS = [
    "The president met the residents of the region.",
    "Presidentti tapasi eilen alueen asukkaita ja vastasi heille.",
    "ресми",
    "Сегодня в области состоялось заседание.",
]
barrier = Barrier(8)
def ask(number):
    barrier.wait()
    return [identify(text).language for text in TEXTS]
with ThreadPoolExecutor(8) as pool:
    answers = list(pool.map(ask, range(8)))
print({" ".join(answer) for answer in answers})
"""


def test_the_very_first_call_is_right_in_eight_threads() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_CALL], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "{'en fi kk ru'}"


@pytest.mark.parametrize(
    "text",
    ["\ud800\udfff сайлау", "\x00\x01\x02", "a\x00b\x1bc", "😀🇰🇿👩\u200d👧", "\u202eتيسا\u202c сайлау",
     "https://a.kz/x?y=1", "a@b.kz", "12 345,67", "''''", "ʻʻ", "\u0301\u0308", "И\u0306ИИ"],
    ids=ascii,
)  # fmt: skip
def test_spoilt_text_has_a_verdict(text: str) -> None:
    found = identify(text)
    assert (found.confidence == 0) == (found.language == "und")
    assert distribution(text) == {} or sum(distribution(text).values()) == pytest.approx(1)


@pytest.mark.parametrize(
    "text", ["қ" * 1_000_000, "a@" * 500_000, "сайлау " * 150_000, "'" * 1_000_000], ids=lambda text: text[:2]
)
def test_a_megabyte_takes_no_longer_than_a_page(text: str) -> None:
    identify("сайлау")
    started = time.process_time()
    identify(text)
    assert time.process_time() - started < 1


def test_a_word_that_ours_share_stays_open() -> None:
    shares = distribution("президент")
    assert 0.05 < shares["kk"] < 0.95
    assert shares["kk"] + shares["ru"] == pytest.approx(1, abs=1e-3)


def test_a_latin_word_may_be_kazakh() -> None:
    assert distribution("oblys")["kk"] > 0.5 > distribution("the")["kk"]


def test_tables_hold_the_languages_that_sentences_were_written_for() -> None:
    labels = [*shipped("Cyrl").labels, *shipped("Latn").labels]
    assert sorted(labels) == sorted([*OURS, *training.foreign()])


@pytest.mark.parametrize("word", ["бала", "балалар", "зубр", "б", "щщщщщщ", "балаbala", "бала" * 30])
def test_every_ngram_of_a_word_counts(word: str) -> None:
    texts = {"kk": ["бала балалар балаға"], "ru": ["забава бал зубр"]}
    table = learn(texts)
    made = profiles.grams(word[: profiles.LONGEST_WORD])
    costs = [sum(table[gram][label] for gram in made if gram in table) for label in range(len(texts))]
    behind = [(cost - min(costs)) / profiles.NATS for cost in costs]
    scores, known = Profiles.parsed(written(list(texts), table)).text([word])
    assert known == sum(gram in table for gram in made) / len(made)
    assert [-score for score in scores.values()] == pytest.approx(
        [profiles.DAMPING * math.log1p(gap / profiles.DAMPING) for gap in behind], abs=1 / profiles.NATS
    )


def test_learning_is_deterministic_and_read_back() -> None:
    texts = {"kk": ["сайлау өтті"], "ru": ["выборы прошли"], "ky": ["шайлоо өттү"]}
    text = written(list(texts), learn(texts))
    assert text == written(list(texts), learn(texts))
    read = Profiles.parsed(text)
    assert read.labels == ("kk", "ru", "ky")
    scores, known = read.text(["сайлау"])
    assert max(scores, key=scores.__getitem__) == "kk"
    assert known == 1
    assert read.text([])[1] == 0


def test_langdetect_knows_kazakh_by_our_profiles() -> None:
    assert second_voice.by_langdetect("бүгін облыс әкімдігінде кеңейтілген отырыс өтті", "Cyrl") == "kk"
    assert second_voice.by_langdetect("bugin oblys akimdiginde otyrys otti", "Latn") == "kk-Latn"
    assert second_voice.by_langdetect("12 345", "Latn") is None


def test_training_makes_every_file_that_is_read() -> None:
    by_label = {"kk": ["сайлау өтті"], "kk-Latn": training.in_latin(["сайлау өтті"]), "ru": ["выборы"], "en": ["vote"]}
    made = training.profile_files(by_label)
    assert sorted(made) == ["profile_Cyrl.tsv", "profile_Latn.tsv", "profile_kk-Latn.json", "profile_kk.json"]
    assert made[profiles.file_of("Cyrl")].startswith("gram\tkk ru\n")
    assert any("zh" in text for text in training.in_latin(["жаңа"]))
