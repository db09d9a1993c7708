"""The command line: one verb a stage.

stdout is data, stderr is progress and messages; the exit status is 0 for done, 1 for failed, 2 for wrong usage.
The crawler, the store and the index take a second to import, so each command imports what it needs.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import MinberError, SearchIndexError
from indexer import cli_language
from indexer.settings import Settings, misspelt, read_settings

if TYPE_CHECKING:
    from indexer.library import Library
    from indexer.pipeline import Counts
    from indexer.query.ask import Question
    from indexer.query.spans import Span

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
MOST_TOLD = 20  # files of another kind, of which a folder may be full
SORTS = ("relevance", "newest", "oldest", "fresh", "changed")


@click.group(context_settings=CONTEXT)
@click.version_option(package_name="minber", prog_name="minber")
@click.pass_context
def cli(context: click.Context) -> None:
    """Minber: search over press releases in Kazakh, Russian and English."""
    context.obj = read_settings(Path.cwd(), os.environ)
    for told in misspelt(os.environ):
        click.echo(f"minber: {told}", err=True)


cli.add_command(cli_language.analyze)
cli.add_command(cli_language.identify)


@cli.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@click.pass_obj
def crawl(settings: Settings, sources: tuple[str, ...]) -> None:
    """Crawl sources (all that are no samples, or those named) into archive and store; resumes where it stopped."""
    from indexer import pipeline
    from indexer.progress import Progress

    with opened(settings, create=True) as library, Progress("pages") as progress:
        counts = pipeline.crawl(library, sources, progress=progress)
    finish(counts)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False), metavar="PATH…")
@click.option("--source", default="files", show_default=True, help="The source the files are said to come from.")
@click.pass_obj
def add(settings: Settings, paths: tuple[Path, ...], source: str) -> None:
    """Take in .txt, .html, .jsonl, .warc(.gz) files and folders of them; the same file twice changes nothing."""
    from indexer.workers import many, started_early

    with started_early(settings.workers if many(paths, leave_out=settings.home.resolve()) else 1):
        from indexer import pipeline
        from indexer.progress import Progress

        with opened(settings, create=True) as library, Progress("documents") as progress:
            counts = pipeline.add(library, paths, source=source, progress=progress)
        finish(counts)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False), metavar="PATH…")
@click.option("--source", default="files", show_default=True, help="The source whose rules to read the files by.")
@click.option("--explain", is_flag=True, help="Add the rule, confidence and place behind every conclusion.")
def read(paths: tuple[Path, ...], source: str, explain: bool) -> None:
    """Print what is understood of files, a JSON object a line, storing nothing."""
    from indexer import pipeline, report
    from indexer.extract.files import Skipped

    failed = 0
    for outcome in pipeline.read(paths, source=source):
        if isinstance(outcome, Skipped):
            click.echo(f"minber: {outcome.reason}", err=True)
        elif isinstance(outcome, MinberError):
            failed += 1
            click.echo(f"minber: {outcome}", err=True)
        else:
            click.echo(json.dumps(report.understood(outcome, explain=explain), ensure_ascii=False))
    if failed:
        raise SystemExit(1)


@cli.command()
@click.option(
    "--rebuild",
    is_flag=True,
    help="Understand every page anew and build a new generation beside the old one.",
)
@click.pass_obj
def index(settings: Settings, rebuild: bool) -> None:
    """Bring the index up to the store."""
    from indexer.workers import started_early

    with started_early(settings.workers if rebuild else 1):
        from indexer import pipeline
        from indexer.progress import Progress

        with opened(settings) as library, Progress("renditions") as progress:
            counts = pipeline.index(library, rebuild=rebuild, progress=progress)
        finish(counts)


def question_options(command: click.decorators.FC) -> click.decorators.FC:
    """The options that `search` and `statements` share."""
    options = (
        click.argument("query", default=""),
        click.option(
            "--filter",
            "filters",
            multiple=True,
            metavar="NAME=VALUE",
            help="Keep a facet's value; repeatable.",
        ),
        click.option("--without", "excluded", multiple=True, metavar="NAME=VALUE", help="Leave a facet's value out."),
        click.option("--since", metavar="DAY", help="Published on or after this day (2022, 2022-03-04, “last week”)."),
        click.option("--until", metavar="DAY", help="Published on or before this day."),
        click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True),
        click.option("--start", type=click.IntRange(min=0), default=0, show_default=True, help="Skip this many."),
        click.option("--size", type=click.IntRange(0, 1000), default=10, show_default=True, help="Show this many."),
        click.option("--exact", is_flag=True, help="The words as typed: no other forms, spellings or languages."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@cli.command()
@question_options
@click.pass_obj
def search(settings: Settings, /, as_json: bool, **asked: Any) -> None:
    """Search releases: the same answers as the page gives. A question that begins with a minus stands after --."""
    question = _question(**asked)
    from indexer import report
    from indexer.library_help import nothing

    with opened(settings) as library:
        found = library.search(question)
        why = None if found.total else nothing(library, question, found)
        pasts = library.pasts(found)
    click.echo(report.releases_json(found, pasts, why) if as_json else report.releases_text(found, why))


@cli.command()
@question_options
@click.pass_obj
def statements(settings: Settings, /, as_json: bool, **asked: Any) -> None:
    """Search what was said. A question that begins with a minus stands after --."""
    question = _question(**asked)
    from indexer import report
    from indexer.library_help import nothing

    with opened(settings) as library:
        found = library.statements(question)
        why = None if found.total else nothing(library, question, found, said=True)
        pasts = library.pasts(found)
    click.echo(report.statements_json(found, pasts, why) if as_json else report.statements_text(found, why))


@cli.command()
@click.option("--floors", is_flag=True, help="Fail when a figure is below its floor (corpus/gold/floors.tsv).")
def evaluate(floors: bool) -> None:
    """Measure quality against the project's gold, and against ../shared where it is present."""
    from indexer.evaluate import below_floors, evaluation, table

    figures = list(evaluation())
    click.echo(table(figures))
    below = below_floors(figures) if floors else []
    for line in below:
        click.echo(f"minber: {line}", err=True)
    if below:
        raise SystemExit(1)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Show what is held, from where and until when."""
    from indexer import report

    with opened(settings) as library:
        held = library.status()
    click.echo(report.status_json(held) if as_json else report.status_text(held))


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def persons(settings: Settings, as_json: bool) -> None:
    """List what the list of people lacks: new people, look-alikes, roles that lead to nobody."""
    from indexer import work_list

    with opened(settings) as library:
        found = work_list.work_list(rendition for _, rendition in library.store.iterate())
    click.echo(work_list.as_json(found) if as_json else work_list.as_text(found))


@cli.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Compare store, archive and index; every disagreement is a line, and the exit status is 1."""
    from indexer import pipeline

    with opened(settings) as library:
        problems = pipeline.check(library)
    for problem in problems:
        click.echo(problem)
    if problems:
        raise SearchIndexError(
            f"{len(problems)} disagreements between store, archive and index; run minber index --rebuild"
        )
    click.echo("store, archive and index agree", err=True)


def opened(settings: Settings, *, create: bool = False) -> Library:
    """The library of the settings."""
    from indexer.library import Library

    return Library.open(settings, create=create)


def finish(counts: Counts) -> None:
    """Prints what was done; ends with status 1 when something failed."""
    from indexer import report

    for skipped in counts.skipped[:MOST_TOLD]:
        click.echo(f"minber: {skipped}", err=True)
    if (more := len(counts.skipped) - MOST_TOLD) > 0:
        click.echo(f"minber: {more} other files were skipped too", err=True)
    for failure in counts.failures:
        click.echo(f"minber: {failure}", err=True)
    click.echo(json.dumps(report.counted(counts), ensure_ascii=False))
    if counts.failures:
        raise SystemExit(1)


def _question(
    *,
    query: str,
    filters: tuple[str, ...],
    excluded: tuple[str, ...],
    since: str | None,
    until: str | None,
    **rest: Any,
) -> Question:
    from indexer.query.ask import Question, today

    day = today()
    return Question(
        text=query,
        filters=_pairs(filters, "--filter"),
        excluded=_pairs(excluded, "--without"),
        since=_span("--since", since, day).since,
        until=_span("--until", until, day).until,
        today=day,
        **rest,
    )


def _pairs(values: tuple[str, ...], option: str) -> dict[str, tuple[str, ...]]:
    from indexer.schema import STATEMENTS

    pairs: dict[str, tuple[str, ...]] = {}
    for value in values:
        name, equals, wanted = value.partition("=")
        if not equals or name not in STATEMENTS.facets:
            known = ", ".join(STATEMENTS.facets)
            raise click.UsageError(f"{option} {value!r}: write NAME=VALUE with a NAME of {known}")
        pairs[name] = (*pairs.get(name, ()), wanted)
    return pairs


def _span(option: str, text: str | None, today: date) -> Span:
    from indexer.query.spans import Span
    from indexer.query.when import when

    if text is None:
        return Span(None, None)
    span = when(text, today)
    if span is None or not (span.since and span.until):
        raise click.UsageError(f"{option} {text!r}: write a day as 2022, 2022-03 or 2022-03-04, or as “last week”")
    return span
