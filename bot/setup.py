"""Set an installation up, and look whether it is sound."""

from collections.abc import Iterator
from pathlib import Path

from bot.config import HERE, read_settings
from bot.store.vault import create_master_key, read_master_key

CONFIGURATION = """\
# Mortar's settings. config.example.yaml lists all of them.
# Tokens are better in the environment: MORTAR_TELEGRAM_TOKEN, MORTAR_DISCORD_TOKEN
operator:
  # Who runs this server, and how to reach you. Everybody who arrives is told.
  name: ""
"""


def create() -> Iterator[str]:
    """Make key and configuration; nothing that is there already is touched."""
    settings, source = read_settings()
    if source.file is None:
        Path(HERE).write_text(CONFIGURATION, "utf-8")
        yield f"Wrote {HERE}. Put your name in it, so that people know who runs this server."
        settings, _ = read_settings()
    else:
        yield f"{source.file} is there already; it was left as it is."
    settings.data.dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if settings.key_file.exists():
        read_master_key(settings.key_file)
        yield f"The master key {settings.key_file} is there already; it was left as it is."
    else:
        create_master_key(settings.key_file)
        yield (
            f"Made the master key {settings.key_file}. Keep a copy in another place: without it "
            "nothing in the database can be read, and no one can make it again."
        )
    yield (
        "Next: set MORTAR_TELEGRAM_TOKEN to what BotFather gave you, or MORTAR_DISCORD_TOKEN to "
        "your Discord bot's token, or both, and start with: mortar run"
    )
