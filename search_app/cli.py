"""The program `minber`: all commands of the indexer, and those that need the web."""

from __future__ import annotations

import json
import sys
import traceback
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import MinberError, SettingsError, SourceError
from indexer.cli import cli, opened
from indexer.settings import Settings

if TYPE_CHECKING:
    from indexer.library import Library


@cli.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the web app."""
    with opened(settings) as library:
        run(library, host or settings.host, settings.port if port is None else port)


@cli.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option(
    "--sample-port",
    type=click.IntRange(0, 65533),
    default=8101,
    show_default=True,
    help="First of the three ports of the sample site; 0 for any free ones.",
)
@click.pass_obj
def demo(settings: Settings, host: str | None, port: int | None, *, sample_port: int) -> None:
    """Crawl the bundled sample site before and after it changes a page, index it and serve it; the site stays up while
    the app runs."""
    from corpus.sample_site.server import ANY_PORT, STATES, SampleSite
    from indexer import pipeline
    from indexer.progress import Progress

    where = host or settings.host, settings.port if port is None else port
    check(*where)
    with ExitStack() as stack:
        ports = (sample_port, sample_port + 1, sample_port + 2) if sample_port else ANY_PORT
        site = stack.enter_context(SampleSite(ports))
        library = stack.enter_context(opened(settings, create=True))
        done = []
        for site.state in STATES:
            with Progress("pages") as progress:
                done.append(pipeline.crawl_sources(library, site.sources, progress=progress))
            if done[-1].done["incomplete"]:
                raise SourceError("demo: the crawl of the sample site was stopped; run it again, it goes on")
        with Progress("renditions") as progress:
            done.append(pipeline.index(library, progress=progress))
        for counts in done:
            click.echo("  ".join(f"{name} {count}" for name, count in counts.done.items()), err=True)
        run(library, *where)


@cli.command()
@click.option("--failed", is_flag=True, help="Only questions that found nothing when last asked.")
@click.option("--days", type=click.IntRange(0), default=0, help="Only of the last days; 0 for all.")
@click.option("--number", type=click.IntRange(1), default=20, show_default=True, help="How many questions at most.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, an object a line.")
@click.pass_obj
def queries(settings: Settings, *, failed: bool, days: int, number: int, as_json: bool) -> None:
    """Print what was asked most, from the file that the setting query_log names."""
    from search_app import query_log

    if not settings.query_log:
        raise SettingsError("setting query_log: no file is named, so no question is written down; set MINBER_QUERY_LOG")
    asked = query_log.read(Path(settings.query_log), days=days)
    for one in query_log.top(asked, failed=failed, size=number):
        click.echo(json.dumps(asdict(one), ensure_ascii=False) if as_json else f"{one.times}\t{one.total}\t{one.text}")


def check(host: str, port: int) -> None:
    """Whether a server could listen there."""
    from search_app import serving  # here: only these commands need the web

    serving.check(host, port)


def run(library: Library, host: str, port: int) -> None:
    """Serves until interrupted."""
    from search_app import serving

    serving.run(library, host, port)


def main() -> None:
    """Runs a command; known errors are one line on stderr."""
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        status = cli.main(args=arguments, prog_name="minber", standalone_mode=False)
    except click.ClickException as error:
        asked = isinstance(error, click.NoSuchOption) and not error.option_name.startswith("--")
        hint = "; a question that begins with a minus stands after --" if asked else ""
        click.echo(f"minber: {error.format_message().rstrip('.')}{hint}", err=True)
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("minber: stopped", err=True)
        status = 130
    except MinberError as error:
        if debug:
            traceback.print_exc()
        click.echo(f"minber: {error}", err=True)
        status = 1
    except OSError as error:
        if debug:
            traceback.print_exc()
        what = error.filename or "output"
        click.echo(f"minber: {what}: cannot be read or written ({error.strerror}); check its rights and room", err=True)
        status = 1
    sys.exit(status)
