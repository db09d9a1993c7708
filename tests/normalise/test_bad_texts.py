"""Texts that are no good texts: nothing breaks, every place stays inside its paragraph, time grows with length."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from corpus.records import TITLE, Article, Rendition
from indexer.normalise import normalise
from indexer.normalise.comparable import comparable

CAPTURED = datetime(2026, 11, 20, tzinfo=UTC)
RU = (
    "«Мы откроем 14 школ», – сказал аким области Ерлан Сапаров в Актобе 4 марта 2022 года.",
    "По словам министра Алии Нурлановой, ремонт дорог обойдётся в 320 миллионов тенге и закончится осенью.",
)
KK = (
    "«Биыл 14 мектеп ашамыз», – деді облыс әкімі Ерлан Сапаров Ақтөбеде 2022 жылғы 4 наурызда.",
    "Министр Әлия Нұрланованың айтуынша, жол жөндеуге 320 миллион теңге бөлінеді.",
)
EN = (
    "“We will open 14 schools,” said Akim Yerlan Saparov in Aktobe on March 4, 2022.",
    "According to Minister Aliya Nurlanova, the roads will cost 320 million tenge.",
)
NAMES = ", ".join(f"Сапаров{chr(1072 + at % 26)} Ерлан Нурлан{'ов' * (at % 3)}" for at in range(300))
BAD = {
    "no sentences": ("один два три " * 400,),
    "one word": ("а" * 50_000,),
    "capitals": tuple(text.upper() for text in (*RU, *KK, *EN)),
    "table": tuple(f"{at}\t{at * 3}\t{at / 7:.2f}\t|\tАктобе\t|\t—" for at in range(400)),
    "names": (f"В списке {NAMES}.", f"{NAMES} рассказали о работе."),
    "quotes never closed": tuple("«" + text.replace("»", "") for text in (*RU, *KK)),
    "quotes never opened": tuple(text.replace("«", "").replace("“", "") + '»”"' for text in (*RU, *EN)),
    "quotes mixed": ('«“"„' * 500 + RU[0] + '»”"' * 500,),
    "letters that fold to several": ("İstanbul ßtraße ﬁnal ŉ ǰ " * 40 + EN[0], "Қ\u0301азақ İ" * 60 + KK[0]),
    "marks and joiners": (RU[0].replace("а", "а\u0301\u00ad\u200d"), "\u202e" + EN[0] + "\ufeff", "\x00\x01 " + KK[0]),
    "digits": ("1234567890 " * 2000, "01.01.2020 " * 500),
    "brackets": ("(" * 3000 + "[" * 3000, "/ИА " * 1000, "— – - " * 1000),
    "nothing": ("", " ", "\n"),
    "symbols": ("🙂" * 500, "…" * 500, "|" * 500),
}


def understood(*paragraphs: str, title: str | None = None) -> tuple[Rendition, ...]:
    return normalise(Article("file:a", "files", title, paragraphs), CAPTURED)


@pytest.mark.parametrize("paragraphs", BAD.values(), ids=BAD.keys())
def test_nothing_breaks_and_all_places_exist(paragraphs: tuple[str, ...]) -> None:
    for rendition in understood(*paragraphs, title=paragraphs[0][:200]):
        texts = {TITLE: rendition.title or "", **dict(enumerate(rendition.paragraphs))}
        for said in rendition.statements:
            assert texts[said.paragraph][said.start : said.end] == said.text
        found = (*rendition.persons, *rendition.regions)
        for mention in (mention for one in found for mention in one.mentions):
            assert texts[mention.paragraph][mention.start : mention.end] == mention.surface
        assert all(len(values) <= 8 for values in comparable(rendition).sketch.values())


def seconds(paragraphs: tuple[str, ...]) -> float:
    started = time.process_time()
    understood(*paragraphs)
    return time.process_time() - started


LONG = {
    "ru": RU,
    "kk": KK,
    "en": EN,
    "mixed": (*RU, *KK, *EN),
    "names": (f"В списке {NAMES}.",),
    "quotes": ("«" + RU[0],),
    "in one paragraph": (" ".join(RU * 20),),
    "initials": (f"{RU[1]} {'А.Б. ' * 400}",),
    "verbs without a stop": (f"{KK[1]} {'деді ' * 400}",),
    "places without a stop": (f"{RU[0]} {'Нур-Султан ' * 200}",),
    "letters without a blank": ("а" * 2000,),
}


def lengthened(paragraphs: tuple[str, ...], times: int) -> tuple[str, ...]:
    """One paragraph as one that is longer, several as more of them, each different."""
    if len(paragraphs) == 1:
        return (" ".join(paragraphs * times),)
    return tuple(f"{text} {at}" for at in range(times) for text in paragraphs)


@pytest.mark.parametrize("paragraphs", LONG.values(), ids=LONG.keys())
def test_time_grows_with_length_and_no_faster(paragraphs: tuple[str, ...]) -> None:
    """Four times the text takes about four times as long; a square would take sixteen times."""
    times = max(1, 24_000 // sum(map(len, paragraphs)))
    short, long = (lengthened(paragraphs, times * longer) for longer in (1, 4))
    understood(*short)  # what is computed once is computed now
    base = min(seconds(short) for _ in range(2))
    assert min(seconds(long) for _ in range(2)) < 9 * base + 0.05
