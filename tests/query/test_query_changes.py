"""Days besides that of publication, edits by their weight, and what stood in a text once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

import pytest
from making import rendition

from corpus.past import Edit, Passage, Past
from indexer.engines.base import UNSTATED
from indexer.engines.whoosh import WhooshEngine
from indexer.query.ask import Answer, Question, ask
from indexer.query.authorities import resolver
from indexer.query.former import formerly
from indexer.query.parse import parse
from indexer.query.syntax import text
from indexer.schema import RENDITIONS, rendition_document


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2024, month, day, hour, tzinfo=UTC)


def edited(*days: tuple[datetime, float], former: str = "") -> Past:
    """The past of a text first seen on 1 February, changed at these moments by so much, that has lost a sentence."""
    edits = tuple(Edit(at(2, 1), moment, share) for moment, share in days)
    lost = (Passage(former, at(2, 1), at(2, 1), edits[0].before),) if former else ()
    return Past(at(2, 1), edits, lost)


HELD = {
    rendition("1r", "ru", "Мост", "Движение по мосту открыто.", published=date(2024, 1, 5)): edited(
        (at(3, 2), 0.02), former="Движение по мосту полностью закрыто."
    ),
    rendition("2k", "kk", "Көпір", "Көпір ашылды.", published=date(2024, 1, 5)): edited(
        (at(3, 4), 0.01), (at(5, 1, 21), 0.6), former="Көпір уақытша жабық тұр."
    ),
    rendition("3e", "en", "The bridge", "The bridge is fully closed.", published=date(2024, 2, 6)): Past(at(2, 6)),
    rendition("4e", "en", "The fair", "A fair is held.", event="2024-05-03/2024-05-05"): None,
    rendition("5r", "ru", "Ярмарка", "Ярмарка прошла.", event="2024-05"): Past(at(2, 6)),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path_factory.mktemp("changes"), RENDITIONS)
    engine.rebuild(rendition_document(one, place, past=past) for place, (one, past) in enumerate(HELD.items(), start=1))
    yield engine
    engine.close()


def asked(engine: WhooshEngine, words: str, **rest: object) -> Answer:
    question = Question(words, group=False, today=date(2024, 6, 15), **rest)  # type: ignore[arg-type]
    return ask(question, engine, resolve=resolver(engine))


def found(engine: WhooshEngine, words: str, **rest: object) -> str:
    return " ".join(sorted(hit.id for hit in asked(engine, words, **rest).results.hits))


@pytest.mark.parametrize(
    ("words", "right"),
    [
        pytest.param("changed:2024-03", "1r", id="the last change counts"),
        pytest.param("изменено:2024-03..", "1r 2k", id="since"),
        pytest.param("өзгерген:соңғы 60 күн", "2k", id="in words"),
        pytest.param("changed:02.05.2024", "2k", id="the day it was in Kazakhstan"),
        pytest.param("seen:2024-02-01", "1r 2k", id="first seen"),
        pytest.param("замечено:2024-02-02..2024-02-28", "3e 5r", id="first seen between"),
        pytest.param("event:04.05.2024", "4e 5r", id="a day of several, and of a month"),
        pytest.param("событие:2024-05-06..", "5r", id="what is known to the month may be its last day"),
        pytest.param("оқиға:2024", "4e 5r", id="a year"),
        pytest.param("changed:2024 seen:2024-02-01 мост", "1r 2k", id="several at once"),
        pytest.param("date:2024-02 changed:2024", "", id="publication is another day"),
        pytest.param("edit:rewritten", "2k", id="by weight"),
        pytest.param("правка:мелкая", "1r 2k", id="any of its edits"),
        pytest.param("түзету:үлкен", "2k", id="by weight in Kazakh"),
        pytest.param("-edit:small", "3e 4e 5r", id="without"),
        pytest.param('former:"полностью закрыто"', "1r", id="what stood"),
        pytest.param('раньше:"полностью закрыто" -"полностью закрыто"', "1r", id="and does not"),
        pytest.param("бұрын:жабық", "2k", id="a word of it"),
        pytest.param("бұрын:ашылды", "", id="only what stood"),
        pytest.param("закрыто", "", id="what stood is no answer otherwise"),
    ],
)
def test_days_and_changes_narrow(engine: WhooshEngine, words: str, right: str) -> None:
    assert found(engine, words) == right


def test_days_of_the_question_and_of_its_words_both_hold(engine: WhooshEngine) -> None:
    since: Mapping[str, tuple[date | None, date | None]] = {"changed": (date(2024, 3, 3), None)}
    assert found(engine, "", days=since) == "2k"
    assert found(engine, "changed:..2024-03", days=since) == ""


def test_the_latest_change_comes_first(engine: WhooshEngine) -> None:
    hits = asked(engine, "", sort="changed").results.hits
    assert [hit.id for hit in hits][:2] == ["2k", "1r"]
    assert len(hits) == len(HELD)


def test_edits_are_counted_by_weight(engine: WhooshEngine) -> None:
    assert asked(engine, "").results.facets["edit"] == {UNSTATED: 3, "touched": 2, "rewritten": 1}


@pytest.mark.parametrize("words", ["-changed:2024", "seen:2024 OR seen:2023", "-event:2024-05"])
def test_other_days_are_not_excluded_and_it_is_told(engine: WhooshEngine, words: str) -> None:
    answer = asked(engine, words)
    assert [note.code for note in answer.notes] == ["date-not-taken"]
    assert answer.results.total == len(HELD)


def test_what_is_no_day_is_looked_for(engine: WhooshEngine) -> None:
    answer = asked(engine, "changed:fair")
    assert ([note.code for note in answer.notes], found(engine, "changed:fair")) == (["no-date"], "4e 5r")


def test_a_phrase_that_stood_once_is_offered_with_its_count(engine: WhooshEngine) -> None:
    answer = asked(engine, '"полностью закрыто"')
    assert answer.results.total == 0
    assert answer.earlier is not None
    assert (answer.earlier.text, answer.earlier.hits) == ('former:"полностью закрыто" -"полностью закрыто"', 1)
    assert found(engine, answer.earlier.text) == "1r"
    assert asked(engine, '"полностью закрыто" lang:kk').earlier is None
    assert asked(engine, '"полностью открыто"').earlier is None
    assert asked(engine, "полностью закрыто").earlier is None


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ('"a b"', 'former:"a b" -"a b"'),
        ('"a b" c lang:kk', 'former:"a b" -"a b" c language:kk'),
        ('"a b" "c d"', None),
        ('-"a b"', None),
        ("a b", None),
    ],
)
def test_the_question_for_what_stood(words: str, right: str | None) -> None:
    tree = formerly(parse(words))
    assert (text(tree) if tree else None) == right
    assert tree is None or parse(text(tree)) == tree
