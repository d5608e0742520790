"""Change the master key, or everybody's data keys."""

from collections.abc import Iterator

from bot.commands.progress import bar
from bot.config import read_settings
from bot.store.sql.rotation import rotate_data_keys, rotate_master_key
from bot.store.vault import read_master_key


def rotate(*, data_keys: bool) -> Iterator[str]:
    """Change keys with the bot stopped; give what is to be said about it."""
    settings, _ = read_settings()
    if data_keys:
        key = read_master_key(settings.key_file)
        with bar("Sealing anew") as show:
            values, unopened = rotate_data_keys(
                settings.database_url, key, settings.key_store, show
            )
        yield f"Everybody has new keys, and all {values:,} values lie under them."
        if unopened:
            yield (
                f"{unopened} of them did not open and were left as they are: they were changed, or "
                "come from another database."
            )
        yield (
            "Earlier copies of the database need earlier copies of the key store; make new copies "
            "of both."
        )
        return
    with bar("Wrapping anew") as show:
        former = rotate_master_key(
            settings.database_url, settings.key_file, settings.key_store, show
        )
    if former is None:
        yield "The change of master key that was begun earlier is finished."
        yield "For yet another one, run this again."
        return
    yield f"There is a new master key at {settings.key_file}. Put a copy of it in a safe place."
    yield (
        f"The old one is kept in {former}. It opens only earlier copies of the key store; once you "
        "have a new copy of that, delete it."
    )
