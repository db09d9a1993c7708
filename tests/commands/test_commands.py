"""The commands as scripts outside call them: shapes of stdout, exit statuses, one line for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from commanding import Run

from indexer.schema import FACETS
from search_app.cli import cli

COMMANDS = "crawl add read index search statements analyze identify evaluate status persons check serve demo".split()
HIT = {"id", "release", "language", "title", "published", "url", "snippet", "score"}
STATEMENT = {"speaker", "name", "post", "verb", "kind", "ref", "text", "paragraph", "start", "end", "confidence"}
RENDITION = set(
    "language script title paragraphs published published_how published_within event regions persons statements topics"
    " contact altered".split()
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(cli, [command, "--help"])
    assert shown.exit_code == 0
    assert cli.commands[command].help


def test_read_prints_what_is_understood_and_stores_nothing(run: Run, release: Path, home: Path) -> None:
    outcome = run("read", release)
    (found,) = [json.loads(line) for line in outcome.out.splitlines()]
    (rendition,) = found["renditions"]
    assert (outcome.status, found["path"]) == (0, str(release))
    assert found["release"]
    assert set(rendition) == RENDITION
    assert rendition["title"] == "Совет встретился с жителями Актюбинской области"
    assert (rendition["language"], rendition["script"]) == ("ru", "Cyrl")
    assert (rendition["published"], rendition["published_how"]) == ("2022-03-04", "date_line")
    assert rendition["regions"] == [{"id": "KZ-15", "relation": "about"}]
    assert {said["name"] for said in rendition["statements"]} == {"Ерлан Сапаров"}
    assert all(set(said) == STATEMENT for said in rendition["statements"])
    assert "press@example.org" in rendition["contact"]
    assert not any("example.org" in paragraph for paragraph in rendition["paragraphs"])
    assert not (home / "home").exists()


BOTH = """Аудан әкімдігінде өткен жиында тұрғындар су құбырын жөндеу, мектептің шатырын ауыстыру туралы сұрақ қойды.
Әкім жөндеу жұмыстары қыркүйек айында басталатынын, оған бюджеттен қаражат бөлінгенін айтты.

На встрече в акимате района жители спросили о ремонте водопровода и о замене кровли школы в посёлке.
Аким сообщил, что работы начнутся в сентябре и что деньги на них в бюджете предусмотрены полностью.
"""


def test_explained_reading_shows_rules_and_places(run: Run, release: Path) -> None:
    (rendition,) = json.loads(run("read", "--explain", release).out)["renditions"]
    assert rendition["published_evidence"]["rule"]
    assert all(place["evidence"]["rule"] and place["mentions"] for place in rendition["regions"])
    assert all(said["rule"] for said in rendition["statements"])
    for name in ("language", "title", "published", "contact"):
        assert 0 < rendition[f"{name}_evidence"]["confidence"] <= 1
    for said in rendition["statements"]:
        place = said["evidence"]
        assert rendition["paragraphs"][place["paragraph"]][place["start"] : place["end"]] == said["text"]
    assert all(topic["evidence"]["words"] for topic in rendition["topics"])
    assert rendition["kinship"] is None


def test_versions_on_one_page_say_why_they_are_one_release(run: Run, home: Path) -> None:
    file = home / "both.txt"
    file.write_text(BOTH, encoding="utf-8")
    first, second = json.loads(run("read", "--explain", file).out)["renditions"]
    assert {first["language"], second["language"]} == {"kk", "ru"}
    assert first["kinship"] is None
    assert second["kinship"]["rule"] == "page"


def test_spans_of_statements_are_exact(run: Run, release: Path) -> None:
    (rendition,) = json.loads(run("read", release).out)["renditions"]
    assert len(rendition["statements"]) == 2
    for said in rendition["statements"]:
        assert rendition["paragraphs"][said["paragraph"]][said["start"] : said["end"]] == said["text"]


def test_from_file_to_answer(run: Run, release: Path) -> None:
    assert json.loads(run("add", release).out)["renditions"] == 1
    assert json.loads(run("index").out)["indexed"] == 1
    answer = json.loads(run("search", "голосованием", "--json").out)
    assert answer["total"] == 1
    assert set(answer["hits"][0]) >= HIT
    assert set(answer["facets"]) >= set(FACETS)
    assert answer["facets"]["region"] == {"KZ-15": 1}
    assert answer["facets"]["year"] == {"2022": 1}
    said = json.loads(run("statements", "испытания", "--json").out)
    assert [hit["name"] for hit in said["hits"]] == ["Ерлан Сапаров"]
    assert "Совет встретился" in run("search", "Актобе").out


def test_a_question_on_the_wrong_keyboard_layout_is_told(run: Run, release: Path) -> None:
    run("add", release)
    run("index")
    assert json.loads(run("search", "ujkjcjdfybtv", "--json").out)["suggestion"] == "голосованием"
    assert "did you mean голосованием" in run("search", "ujkjcjdfybtv").out
    assert json.loads(run("search", "голосованием", "--json").out)["suggestion"] is None


def test_filters_dates_and_sorts(run: Run, release: Path) -> None:
    run("add", release)
    run("index")

    def total(*options: str) -> int:
        return int(json.loads(run("search", "", "--json", *options).out)["total"])

    assert total("--filter", "region=KZ-15", "--filter", "region=KZ-23") == 1
    assert total("--filter", "region=KZ-23") == 0
    assert total("--without", "region=KZ-15") == 0
    assert total("--since", "2022-03-04", "--until", "2022") == 1
    assert total("--until", "2022-03-03") == 0
    assert total("--sort", "newest", "--size", "0") == 1


def test_the_same_file_twice_changes_nothing(run: Run, release: Path) -> None:
    run("add", release)
    again = json.loads(run("add", release).out)
    assert (again["known"], again.get("renditions", 0)) == (1, 0)
    run("index")
    assert json.loads(run("index").out)["indexed"] == 0
    assert json.loads(run("status", "--json").out)["renditions"] == 1
    assert run("check").status == 0


def test_rebuild_computes_everything_anew(run: Run, release: Path) -> None:
    run("add", release)
    run("index")
    before = run("search", "голосование", "--json").out
    rebuilt = json.loads(run("index", "--rebuild").out)
    after = run("search", "голосование", "--json").out
    assert (rebuilt["documents"], rebuilt["indexed"]) == (1, 1)
    assert json.loads(before)["hits"] == json.loads(after)["hits"]


def test_a_changed_file_becomes_a_revision(run: Run, release: Path) -> None:
    run("add", release)
    run("index")
    release.write_text(release.read_text("utf-8").replace("электронное", "досрочное"), encoding="utf-8")
    run("add", release)
    assert json.loads(run("index").out)["indexed"] == 1
    assert json.loads(run("search", "электронное", "--json", "--exact").out)["total"] == 0
    assert json.loads(run("search", "досрочное", "--json").out)["total"] == 1
    assert json.loads(run("status", "--json").out)["renditions"] == 1


def test_analyze_explains_the_words_of_a_line_and_single_words(run: Run) -> None:
    line = json.loads(run("analyze", "--explain", "--language", "kk", stdin="Халқының дауысы\n").out)
    assert list(line["why"]) == ["халқының", "дауысы"]
    assert line["why"]["халқының"][0].startswith("халық:")
    word = json.loads(run("analyze", "--explain", "--words", "--language", "ru", stdin="Токаеву\n").out)
    assert word["terms"][0] in word["why"][0]
    other = json.loads(run("analyze", "--explain", stdin="Das ist ein ganz gewöhnlicher deutscher Satz\n").out)
    assert other["why"]["satz"] == ["satz: as written"]


def test_analyze_and_identify_answer_line_by_line(run: Run) -> None:
    words = run("analyze", "--language", "kk", "--words", stdin="облыстарында\nоблысының\n").out.splitlines()
    records = [json.loads(line) for line in words]
    assert [record["word"] for record in records] == ["облыстарында", "облысының"]
    assert records[0]["terms"] == records[1]["terms"]
    (tokens,) = [
        json.loads(line)["tokens"] for line in run("analyze", stdin="The elections were held\n").out.splitlines()
    ]
    assert [token["start"] for token in tokens] == [0, 4, 14, 19]
    lines = run("identify", stdin="Бүгін кеңес отырысы өтті\nСегодня прошло заседание\nThe council met today\n\n").out
    assert [json.loads(line)["language"] for line in lines.splitlines()] == ["kk", "ru", "en", "und"]


WRONG_USAGE = {
    "unknown option": ("search", "x", "--nonsense"),
    "unknown command": ("nonsense",),
    "filter without value": ("search", "x", "--filter", "region"),
    "filter on no facet": ("search", "x", "--filter", "colour=red"),
    "no day": ("search", "x", "--since", "someday"),
    "no path": ("add",),
    "size too big": ("search", "x", "--size", "5000"),
}


@pytest.mark.parametrize("arguments", WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_wrong_usage_is_one_line_and_status_2(run: Run, arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("minber: ")
    assert outcome.err.count("\n") == 1


def test_without_store_or_index_the_remedy_is_told(run: Run, release: Path) -> None:
    nothing = run("search", "x")
    assert (nothing.status, nothing.err.count("\n")) == (1, 1)
    run("add", release)
    unindexed = run("search", "x")
    assert (unindexed.status, unindexed.err.count("\n")) == (1, 1)
    assert "minber index" in unindexed.err


def test_unknown_source_names_the_nearest(run: Run) -> None:
    outcome = run("crawl", "sample-comission")
    assert outcome.status == 1
    assert "sample-commission" in outcome.err


def test_bad_files_are_told_and_the_batch_goes_on(run: Run, home: Path, release: Path) -> None:
    (home / "empty.txt").write_bytes(b"")
    (home / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (home / "blank.html").write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    (home / "lines.jsonl").write_text(
        '{"title": "Т", "text": "Бүгін кеңес отырысы өтті."}\n{broken\n', encoding="utf-8"
    )
    (home / "huge.html").write_bytes(b"<p>" + b"a" * 50_000_000)
    (home / "picture.png").write_bytes(b"\x89PNG")
    outcome = run("add", home, release)
    done = json.loads(outcome.out)
    assert outcome.status == 1
    assert (done["renditions"], done["skipped"]) == (2, 1)
    assert done["failed"] + done["skipped"] == len(outcome.err.splitlines()) >= 5
    assert "picture.png: is of another kind; taken in are .txt" in outcome.err
    assert all(line.startswith("minber: ") for line in outcome.err.splitlines())
    assert "Traceback" not in outcome.err
    for name in ("empty.txt", "binary.txt", "lines.jsonl", "huge.html"):
        assert name in outcome.err


def test_what_is_kept_is_never_taken_in_again(run: Run, release: Path, home: Path) -> None:
    run("add", release)
    assert json.loads(run("add", home).out) == {"pages": 1, "known": 1, "skipped": 0, "failed": 0}


@pytest.mark.parametrize("text", ['"', "«»", "((()))", '-"', "()[]{}", "   "])
def test_a_question_of_signs_only_is_no_error(run: Run, release: Path, text: str) -> None:
    run("add", release)
    run("index")
    outcome = run("search", "--json", "--", text)
    assert outcome.status == 0
    answer = json.loads(outcome.out)
    assert answer["note"] == (None if not text.strip() else "nothing-understood")


def test_settings_that_make_no_sense_are_told(run: Run, home: Path) -> None:
    (home / "minber.toml").write_text("prot = 8000\n", encoding="utf-8")
    outcome = run("status")
    assert (outcome.status, outcome.err.count("\n")) == (1, 1)
    assert "port" in outcome.err


def test_files_of_another_kind_are_named_though_not_all_of_a_folder(run: Run, home: Path) -> None:
    folder = home / "folder"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.pdf").write_bytes(b"%PDF")
    outcome = run("add", folder)
    assert (outcome.status, json.loads(outcome.out)["skipped"]) == (0, 30)
    lines = outcome.err.splitlines()
    assert len(lines) == 21
    assert "00.pdf: is of another kind; taken in are .txt" in lines[0]
    assert lines[-1] == "minber: 10 other files were skipped too"
    one = run("read", folder / "07.pdf")
    assert (one.status, one.out, one.err.count("\n")) == (0, "", 1)
    assert "07.pdf: is of another kind" in one.err


@pytest.mark.parametrize("command", ["search", "statements"])
def test_a_question_that_begins_with_a_minus_is_told_where_to_stand(run: Run, command: str) -> None:
    assert "begins with a minus stands after --" in run(command, "--help").out.replace("\n", " ").replace("  ", "")
    wrong = run(command, "-дом")
    assert (wrong.status, wrong.err.count("\n")) == (2, 1)
    assert "a question that begins with a minus stands after --" in wrong.err
    assert "stands after" not in run(command, "--dom").err
