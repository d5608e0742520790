"""`mortar privacy-report`: what is kept, who can read it, and until when."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command("privacy-report")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead.")
def privacy_report(as_json: bool) -> None:  # noqa: FBT001 - click's
    """
    Say what this installation keeps of people, who can read it, and until when.

    It is made from the tables and settings as they are, and holds nobody's data: a beginning for
    the record of processing that a practice has to keep.
    """
    from bot.config import read_settings

    settings, _ = read_settings()
    told = report(settings)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for line in _lines(told):
        click.echo(line)


def report(settings: "Settings") -> dict[str, Any]:
    """Give the whole report as plain values."""
    from bot.store.inventory import MARKS, PLAIN, sealed

    platforms = [
        name
        for name, token in (
            ("Telegram", settings.telegram.token),
            ("Discord", settings.discord.token),
        )
        if token
    ]
    kept = sealed(settings.retention.rules)
    return {
        "who runs it": settings.operator.name or "not said yet (operator.name)",
        "who else sees messages": [f"{name}, which carries them" for name in platforms],
        "who can read it here": (
            "Whoever runs the server: the running program holds the keys. Without the master key "
            "and the key store, nobody can read what is sealed, also not in backups."
        ),
        "sealed": {
            name: {"what": one.what, "whose": one.whose, "until": one.until}
            for name, one in kept.items()
        },
        "found without being readable": sorted(MARKS),
        "in the clear": {table: list(columns) for table, columns in sorted(PLAIN)},
        "dedupe marks": f"{settings.retention.rules.dedupe.days} days",
        "inactive couples": (
            f"forgotten after {settings.retention.couple_days} days, after two notices"
        ),
        "where": {
            "data": str(settings.database_url.removeprefix("sqlite:///")),
            "keys": str(settings.key_store),
            "master key": str(settings.key_file),
            "copies of the data": str(settings.backup_folder),
            "copies of the keys": str(settings.key_backup_folder),
        },
        "copies": (
            "Of the data one an hour, kept a day, and one a day, kept a week. Of the keys the last "
            "two: two hours after somebody was erased, no copy can be read for them."
            if settings.backup.enabled
            else "None by Mortar (backup.enabled)."
        ),
    }


def _lines(told: dict[str, Any]) -> Iterator[str]:
    for title, value in told.items():
        match value:
            case str():
                yield f"{title}: {value}"
            case list():
                yield f"{title}:{'' if value else ' nobody'}"
                yield from (f"  {one}" for one in value)
            case dict():
                yield f"{title}:"
                for name, one in value.items():
                    said = one
                    if isinstance(one, dict):
                        said = f"{one['what']}. For {one['whose']}; {one['until']}"
                    elif isinstance(one, list):
                        said = ", ".join(one)
                    yield f"  {name}: {said}"
            case _:
                raise TypeError(title)
