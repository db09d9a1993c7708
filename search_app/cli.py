"""The program `minber`: all commands of the indexer, and those that need the web."""

from __future__ import annotations

import errno
import sys
import traceback
from contextlib import ExitStack

import click
import waitress

from corpus.errors import MinberError, SettingsError
from corpus.sample_site.server import SampleSite
from indexer import pipeline
from indexer.cli import cli
from indexer.library import Library
from indexer.progress import Progress
from indexer.settings import Settings
from search_app import create_app

THREADS = 8


@cli.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the web app."""
    with Library.open(settings, create=False) as library:
        run(library, host or settings.host, settings.port if port is None else port)


@cli.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@click.pass_obj
def demo(settings: Settings, host: str | None, port: int | None) -> None:
    """Crawl the bundled sample site, index it and serve it; the site stays up while the app runs."""
    with ExitStack() as stack:
        site = stack.enter_context(SampleSite())
        library = stack.enter_context(Library.open(settings))
        with Progress("pages") as progress:
            crawled = pipeline.crawl_sources(library, site.sources, progress=progress)
        with Progress("renditions") as progress:
            indexed = pipeline.index(library, progress=progress)
        for counts in (crawled, indexed):
            click.echo("  ".join(f"{name} {count}" for name, count in counts.done.items()), err=True)
        run(library, host or settings.host, settings.port if port is None else port)


def run(library: Library, host: str, port: int) -> None:
    """Serves until interrupted."""
    try:
        server = waitress.create_server(create_app(library), host=host, port=port, threads=THREADS)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        remedy = "another program listens there; choose another with --port" if taken else str(error)
        raise SettingsError(f"port {port} on {host}: {remedy}") from error
    shown = getattr(server, "effective_port", port)
    click.echo(f"Minber is at http://{host}:{shown} (Ctrl+C stops it)", err=True)
    try:
        server.run()
    finally:
        server.close()


def main() -> None:
    """Runs a command; known errors are one line on stderr."""
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        status = cli.main(args=arguments, prog_name="minber", standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"minber: {error.format_message()}", err=True)
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("minber: stopped", err=True)
        status = 130
    except MinberError as error:
        if debug:
            traceback.print_exc()
        click.echo(f"minber: {error}", err=True)
        status = 1
    sys.exit(status)
