"""`mortar backup`: copy data and keys now, also while the bot runs."""

from datetime import UTC, datetime

import click


@click.command()
def backup() -> None:
    """
    Copy data and keys now, and look whether the copies are good.

    The bot may run meanwhile. It makes a copy every hour by itself; this is for the moment before
    you change something. Data and keys go into folders of their own: keep them apart.
    """
    from bot.backups import Places, take
    from bot.commands.progress import bar
    from bot.config import read_settings
    from bot.errors import ConfigError
    from bot.store.sql.place import locate

    settings, _ = read_settings()
    places = Places(
        locate(settings.database_url), settings.key_store, settings.backup_folder,
        settings.key_backup_folder,
    )  # fmt: skip
    if not places.database.exists():
        raise ConfigError(f"There is no database at {places.database} yet, so nothing to copy.")
    with bar("copying") as show:
        made = take(places, datetime.now(UTC), show)
    size = made.stat().st_size / (1024 * 1024)
    click.echo(f"{made}: {size:.1f} MiB, read from end to end and good.")
    click.echo(f"The keys are in {places.keys_folder}. Keep the two apart.")
