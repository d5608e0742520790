"""`mortar scan`: try the patterns of risk on many lines, offline."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.risk import Net

EVERY = 256
"""So many lines are written at once."""


@click.command()
@click.option("--dialogs", type=click.Path(path_type=Path), help="Another content folder.")
def scan(dialogs: Path | None) -> None:
    """
    Find words of risk, line by line.

    Reads JSON lines from standard input, each with "text" and "lang", and writes one for each:
    {"kinds": [...]} with the kinds found (self_harm, partner_violence, violence_by_self). In a
    language that has no patterns, and without one, every language's are tried. A line that cannot
    be read gets no kinds and an "error", and the rest goes on; the exit status is 1 then.
    """
    from bot.config import read_settings
    from bot.risk import read_nets

    nets = read_nets((dialogs or read_settings()[0].dialogs_dir) / "safety")
    wrong, written = 0, []
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        found = looked(nets, line)
        if "error" in found:
            wrong += 1
            click.echo(f"line {number}: {found['error']}", err=True)
        written.append(json.dumps(found))
        if len(written) >= EVERY:
            click.echo("\n".join(written))
            written.clear()
    if written:
        click.echo("\n".join(written))
    if wrong:
        raise SystemExit(1)


def looked(nets: "Mapping[str, Net]", line: bytes) -> dict[str, Any]:
    """Look at one line."""
    try:
        given = json.loads(line)
    except ValueError:
        return {
            "kinds": [],
            "error": 'this is no JSON; a line looks like {"text": "...", "lang": "en"}',
        }
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str):
        return {"kinds": [], "error": '"text" is missing, or no text'}
    language = str(given.get("lang") or "").lower().replace("_", "-").partition("-")[0]
    tried = [nets[language]] if language in nets else list(nets.values())
    return {"kinds": sorted(frozenset().union(*(net.find(text) for net in tried)))}
