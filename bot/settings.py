"""What can be set, and what stands when nothing is."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.ports.rows import Rules


def _bot_address(url: str) -> str:
    if not url.startswith(("https://", "http://")) or not url.endswith("/bot"):
        raise ValueError("this has to begin with https:// (or http://) and end in /bot")
    return url


class Section(BaseModel):
    """Refuse what is not listed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Database(Section):
    """Where what couples build is kept."""

    url: str | None = None


class Data(Section):
    """The folder of everything that is not configuration."""

    dir: Path = Path("data")


class Master(Section):
    """The key that wraps all others."""

    key_file: Path | None = None
    key_store: Path | None = None


class Retention(Section):
    """
    How long what people said is kept at most. Each may be shortened, and none made longer.

    ``private_days`` and ``joint_days`` are for conversations that have ended, ``inbox_hours`` and
    ``outbox_hours`` for messages that were read and sent, ``couple_days`` for a couple of whom
    nothing was heard.
    """

    private_days: Annotated[int, Field(ge=1, le=30)] = 30
    joint_days: Annotated[int, Field(ge=1, le=90)] = 90
    inbox_hours: Annotated[int, Field(ge=1, le=24)] = 24
    outbox_hours: Annotated[int, Field(ge=1, le=24)] = 24
    couple_days: Annotated[int, Field(ge=30, le=180)] = 180

    @property
    def rules(self) -> Rules:
        """Give them as the store takes them."""
        return Rules(
            private=timedelta(days=self.private_days),
            joint=timedelta(days=self.joint_days),
            inbox=timedelta(hours=self.inbox_hours),
            outbox=timedelta(hours=self.outbox_hours),
            couple=timedelta(days=self.couple_days),
        )


class Backup(Section):
    """
    Where copies are put, once an hour: data and keys apart.

    Not ``enabled`` is for those who copy in another way.
    """

    folder: Path | None = None
    keys_folder: Path | None = None
    enabled: bool = True


class Telegram(Section):
    """
    The Telegram bot. URLs end in ``/bot`` and ``/file/bot``.

    ``ephemeral`` lets hints for one person in a group be messages that only they see.
    """

    token: str | None = None
    ephemeral: bool = False
    base_url: Annotated[str, AfterValidator(_bot_address)] = "https://api.telegram.org/bot"
    file_base_url: Annotated[str, AfterValidator(_bot_address)] = (
        "https://api.telegram.org/file/bot"
    )


class Discord(Section):
    """The Discord bot. Other addresses are for a server of one's own; plain http and ws will do."""

    token: str | None = None
    api_base: str = "https://discord.com/api/v10"
    gateway_url: str = "wss://gateway.discord.gg/"


class Dialogs(Section):
    """The content folder."""

    dir: Path | None = None


class Operator(Section):
    """Who runs this server, said to everybody who arrives."""

    name: str = ""


class Log(Section):
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["lines", "json"] = "lines"


class Settings(Section):
    """
    All settings.

    ``clock`` is a file with an offset in seconds that is added to the wall clock, ``seed`` makes
    tokens repeatable; both are for tests and demonstrations.
    """

    database: Database = Field(default_factory=Database)
    data: Data = Field(default_factory=Data)
    master: Master = Field(default_factory=Master)
    retention: Retention = Field(default_factory=Retention)
    backup: Backup = Field(default_factory=Backup)
    telegram: Telegram = Field(default_factory=Telegram)
    discord: Discord = Field(default_factory=Discord)
    dialogs: Dialogs = Field(default_factory=Dialogs)
    operator: Operator = Field(default_factory=Operator)
    log: Log = Field(default_factory=Log)
    clock: Path | None = None
    seed: str | None = None

    @property
    def database_url(self) -> str:
        """Give the database's address; by default a file in the data folder."""
        return self.database.url or f"sqlite:///{self.data.dir / 'mortar.db'}"

    @property
    def key_file(self) -> Path:
        """Give the master key's file; by default beside the data folder, not in it."""
        return self.master.key_file or self.data.dir.parent / "mortar.key"

    @property
    def key_store(self) -> Path:
        """Give the key store's file; by default beside the master key, apart from the data."""
        return self.master.key_store or self.key_file.parent / "mortar-keys.db"

    @property
    def backup_folder(self) -> Path:
        """Give where copies of the data go; by default beside the data folder."""
        return self.backup.folder or self.data.dir.parent / "backups"

    @property
    def key_backup_folder(self) -> Path:
        """Give where copies of the keys go; by default beside the key store, not with the data."""
        return self.backup.keys_folder or self.key_store.parent / "key-backups"

    @property
    def dialogs_dir(self) -> Path:
        """Give the content folder; by default the one that came with the program."""
        return self.dialogs.dir or Path(__file__).parent.parent / "dialogs"
