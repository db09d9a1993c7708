"""The program `minber`: all commands of the indexer, and those that need the web."""

from __future__ import annotations

import errno
import sys
import traceback
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from corpus.errors import MinberError, SettingsError, SourceError
from indexer.cli import cli, opened
from indexer.settings import Settings

if TYPE_CHECKING:
    from indexer.library import Library

THREADS = 8


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
    """Crawl the bundled sample site, index it and serve it; the site stays up while the app runs."""
    from corpus.sample_site.server import ANY_PORT, SampleSite
    from indexer import pipeline
    from indexer.progress import Progress

    with ExitStack() as stack:
        ports = (sample_port, sample_port + 1, sample_port + 2) if sample_port else ANY_PORT
        site = stack.enter_context(SampleSite(ports))
        library = stack.enter_context(opened(settings, create=True))
        with Progress("pages") as progress:
            crawled = pipeline.crawl_sources(library, site.sources, progress=progress)
        if crawled.done["incomplete"]:
            raise SourceError("demo: the crawl of the sample site was stopped; run it again, it goes on")
        with Progress("renditions") as progress:
            indexed = pipeline.index(library, progress=progress)
        for counts in (crawled, indexed):
            click.echo("  ".join(f"{name} {count}" for name, count in counts.done.items()), err=True)
        run(library, host or settings.host, settings.port if port is None else port)


def run(library: Library, host: str, port: int) -> None:
    """Serves until interrupted."""
    import waitress

    from search_app import create_app

    try:
        server = waitress.create_server(create_app(library), host=host, port=port, threads=THREADS)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        remedy = "another program listens there; choose another with --port" if taken else str(error)
        raise SettingsError(f"port {port} on {host}: {remedy}") from error
    except ValueError as error:
        raise SettingsError(f"host {host!r}: is no address of this machine; choose another with --host") from error
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
    except OSError as error:
        if debug:
            traceback.print_exc()
        what = error.filename or "output"
        click.echo(f"minber: {what}: cannot be read or written ({error.strerror}); check its rights and room", err=True)
        status = 1
    sys.exit(status)
