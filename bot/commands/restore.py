"""`mortar restore`: put a backup in the place of the database."""

from datetime import UTC, datetime
from pathlib import Path

import click


@click.command()
@click.argument("copy", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(copy: Path) -> None:
    """
    Put a backup in the place of the database, with the bot stopped.

    COPY is one of the files that `mortar backup` and the running bot make. It is read from end to
    end first; what lies there now is kept beside it under another name. Who was erased since the
    copy was made stays erased.
    """
    from bot.commands.progress import bar
    from bot.config import read_settings
    from bot.store.sql.place import locate
    from bot.store.sql.restore import restore as put_back
    from bot.store.vault import read_master_key

    settings, _ = read_settings()
    database = locate(settings.database_url)
    with bar("Restoring") as show:
        aside = put_back(
            copy, database, read_master_key(settings.key_file), settings.key_store,
            datetime.now(UTC), show,
        )  # fmt: skip
    click.echo(f"{database} is the backup {copy.name} now; it opens, and its keys are there.")
    if aside is not None:
        click.echo(f"What lay there is kept in {aside}. Once all is well, delete it.")
    click.echo("What people wrote since then, and what they were sent, is not in it.")
