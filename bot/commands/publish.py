"""`mortar publish`: bring new content to a bot, and to those who are in the middle of it."""

import json
import os
import signal
import sys
import time
from collections.abc import Mapping

import click

from bot.errors import ConfigError, FlowError
from bot.flow.script import Script
from bot.settings import Settings

PATIENCE = 10.0
"""Seconds that a running bot has to take new content."""


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def publish(*, dry_run: bool, as_json: bool) -> None:
    """
    Bring the content folder into force.

    Says how many conversations under way upgrade to the new version of their flow, how many end
    with the one they began with, and why. Refused, with exit code 1, is what would break a
    promise to people: a private answer that both could read, a consent that would show more.
    """
    from bot.config import read_settings
    from bot.load import load
    from bot.publish import Report, foresee, lines, plain
    from bot.store.sql.survey import survey
    from bot.store.vault import read_master_key

    settings, _ = read_settings()
    key = read_master_key(settings.key_file)
    flows: Mapping[str, Script] = {}
    try:
        flows = load(settings.dialogs_dir).flows
    except FlowError as exc:
        report = Report((), exc.problems)
    else:
        report = foresee(flows, survey(settings.database_url, key, settings.key_store))
    if as_json:
        click.echo(json.dumps(plain(report), ensure_ascii=False, indent=2))
    else:
        for line in lines(report):
            click.echo(line)
        for problem in report.refused:
            click.echo(str(problem))
    if report.refused:
        click.echo(f"Nothing was published: {len(report.refused)} to mend.", err=True)
        sys.exit(1)
    if not dry_run:
        click.echo(_bring(settings, key, {one.version for one in flows.values()}), err=True)


def _bring(settings: Settings, key: bytes, wanted: set[str]) -> str:
    """Tell the running bot, and wait until it has taken the new versions; say what came of it."""
    from bot.store.sql.survey import holder

    bot = holder(settings.database_url)
    if bot is None:
        return "Nothing stands against it. It comes into force when Mortar starts."
    known = _kept(settings, key)
    os.kill(bot, signal.SIGHUP)
    if wanted <= known:
        return f"The running bot (pid {bot}) was told to look at its content again."
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if wanted <= _kept(settings, key):
            return f"Published: the running bot (pid {bot}) has taken it."
        time.sleep(0.2)
    raise ConfigError(
        f"The running bot (pid {bot}) was told, and has not taken it within {PATIENCE:.0f} s. Its "
        "log says why; what was in force before still is."
    )


def _kept(settings: Settings, key: bytes) -> frozenset[str]:
    from bot.store.sql.survey import survey

    found = survey(settings.database_url, key, settings.key_store)
    return found.kept if found else frozenset()
