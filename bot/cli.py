"""
The command `mortar`: arguments in, exit code out.

Exit codes are those of sysexits: 64 usage, 70 a bug, 74 I/O, 75 already running, 78
configuration. `mortar check` gives 1 when a flow has mistakes.
"""

import asyncio
import importlib
import importlib.metadata
import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import click

from bot.errors import AlreadyRunning, Broken, ConfigError, FlowError, StoreError, failure

USAGE, BUG, IO, BUSY, CONFIG = 64, 70, 74, 75, 78


def _version() -> str:
    try:
        return importlib.metadata.version("mortar")
    except importlib.metadata.PackageNotFoundError:
        return "as it stands in this folder; it is not installed"


class Lazy(click.Group):
    """Knows commands by where they are written, and reads only the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give every command's name, in order."""
        return sorted([*super().list_commands(ctx), *LATER])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command by its name."""
        if cmd_name not in LATER:
            return super().get_command(ctx, cmd_name)
        name = cmd_name.replace("-", "_")
        found: click.Command = getattr(importlib.import_module(f"bot.commands.{name}"), name)
        return found


LATER = (
    "backup", "check", "explore", "graph", "health", "new", "playground", "privacy-report",
    "publish", "reference", "restore", "scan", "schema", "test", "texts",
)  # fmt: skip
"""The commands that have a module of their name in `bot.commands`."""


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_version())
def mortar() -> None:
    """Walk a couple through rebuilding trust, on Telegram and Discord."""


@mortar.command()
def init() -> None:
    """Make the master key and a configuration in this folder."""
    from bot.setup import create

    for line in create():
        click.echo(line)


@mortar.command()
def run() -> None:
    """Serve every configured platform until stopped."""
    from bot import log
    from bot.config import read_settings
    from bot.serve import serve

    settings, source = read_settings()
    log.set_up(settings.log.level, as_json=settings.log.format == "json")
    for name in source.environment:
        log.log().info("setting from the environment", where=name)
    code = asyncio.run(serve(settings))
    for one in (signal.SIGTERM, signal.SIGINT):
        # All is done. A second one that comes now must not make a crash of it.
        signal.signal(one, signal.SIG_IGN)
    sys.exit(code)


@mortar.command()
@click.option("--demo", is_flag=True, help="Begin with a couple who are about to check in.")
@click.option("--flow", help="Begin with a couple and this flow.")
@click.option("--script", type=click.Path(path_type=Path), help="Play a transcript and print it.")
@click.option("--dialogs", type=click.Path(path_type=Path), help="Another content folder.")
def play(demo: bool, flow: str | None, script: Path | None, dialogs: Path | None) -> None:  # noqa: FBT001 - click's
    """Play both partners and their group in this terminal."""
    from bot import play as stage

    try:
        code = asyncio.run(stage.main(demo=demo, script=script, dialogs=dialogs, flow=flow))
    except KeyboardInterrupt:
        click.echo()
        code = 0
    sys.exit(code)


@mortar.command()
def migrate() -> None:
    """Bring the database to this version's shape, keeping a copy of it as it was."""
    from bot.config import read_settings
    from bot.store.sql.schema import migrate as bring_up
    from bot.store.vault import read_master_key

    settings, _ = read_settings()
    key = read_master_key(settings.key_file)
    copy = bring_up(settings.database_url, key, settings.key_store)
    kept = f" As it was, it is kept in {copy}." if copy else ""
    click.echo(f"The database is up to date.{kept}")


@mortar.command()
def doctor() -> None:
    """Look at the installation and say what is not as it should be."""
    from bot.doctor import examine

    worst = 0
    for finding in examine():
        click.echo(f"{finding.mark} {finding.what}: {finding.said}")
        worst = max(worst, finding.weight)
    sys.exit(CONFIG if worst > 1 else 0)


@mortar.command("rotate-keys")
@click.option("--data-keys", is_flag=True, help="Change everybody's keys, not the master key.")
def rotate_keys(data_keys: bool) -> None:  # noqa: FBT001 - click's
    """Change the master key, with the bot stopped; or seal all that is kept anew."""
    from bot.commands.rotate import rotate

    for line in rotate(data_keys=data_keys):
        click.echo(line)


def main() -> None:
    """Run the command, and give every failure its sentence and its exit code."""
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a sign shows another in its place; that is no reason to end.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(_coded(lambda: mortar.main(standalone_mode=False)))


def _coded(command: Callable[[], object]) -> int:
    try:
        command()
    except click.exceptions.Exit as exc:
        return exc.exit_code
    except click.ClickException as exc:
        exc.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return 130
    except FlowError as exc:
        return _say(
            CONFIG, f"The flows cannot run:\n{exc}\nMend them; mortar check shows the same."
        )
    except ConfigError as exc:
        return _say(CONFIG, str(exc))
    except AlreadyRunning as exc:
        return _say(BUSY, str(exc))
    except (Broken, StoreError) as exc:
        return _say(IO, f"The database: {exc}")
    except BrokenPipeError:
        # Whoever read our output has gone; what is left of it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return IO
    except OSError as exc:
        what = f"{exc.strerror or type(exc).__name__}{f': {exc.filename}' if exc.filename else ''}"
        return _say(IO, f"Input or output failed: {what}")
    except Exception as exc:  # noqa: BLE001 - the one outermost place
        return _say(BUG, f"This is a bug in Mortar: {failure(exc)}. Nothing that was kept is lost.")
    return 0


def _say(code: int, text: str) -> int:
    click.echo(text, err=True)
    return code
