"""The report says everything, from the tables and settings as they are."""

import json

from bot.ports.rows import Rules
from bot.store.inventory import MARKS, in_the_clear, sealed, undescribed
from bot.store.sql.sealed import COLUMNS
from tests.cli.shell import Shell


def test_every_column_is_described() -> None:
    """Whoever adds a column says here what it is, or this is red."""
    assert list(undescribed()) == []


def test_nothing_of_anybodys_stands_in_the_clear() -> None:
    assert list(in_the_clear()) == []


def test_what_is_sealed_is_what_the_store_seals() -> None:
    """The list from which keys are changed, and this one, are the same."""
    assert {one.name for one in COLUMNS} == sealed(Rules()).keys() - {"quarantine.value"}
    assert not MARKS & sealed(Rules()).keys()


class TestCommand:
    def test_for_people(self, shell: Shell) -> None:
        done = shell.mortar("privacy-report", MORTAR_OPERATOR_NAME="Casa Abierta")

        assert done.code == 0
        assert "who runs it: Casa Abierta" in done.out
        assert "answers.value: answers. For who gave it, or both; 30 days after" in done.out

    def test_follows_the_settings(self, shell: Shell) -> None:
        done = shell.mortar("privacy-report", "--json", MORTAR_RETENTION_PRIVATE_DAYS="7")

        assert json.loads(done.out)["sealed"]["answers.value"]["until"].startswith("7 days")

    def test_names_no_secret(self, shell: Shell) -> None:
        token = "123456789:AAExampleExampleExampleExampleExample"
        done = shell.mortar("privacy-report", MORTAR_TELEGRAM_TOKEN=token)

        assert token not in done.out
        assert "Telegram, which carries them" in done.out
