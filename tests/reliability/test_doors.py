"""What a running bot opens to the world: nothing (T15, T36, T37)."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.house import House
from tests.emulators.telegram import TelegramEmulator
from tests.reliability.test_life import answers

LISTENS, TCP = "0A", ("tcp", "tcp6")


@pytest.mark.parametrize("row", ["T36"])
async def test_telegram_is_asked_for_little(
    server: TelegramEmulator, house: House, row: str
) -> None:
    """
    Nothing inline, no reactions, no business chats: what is not needed is not sent to us.
    """
    await house.start()

    asked = server.calls_of("getUpdates")[0].parameters["allowed_updates"]

    assert sorted(re.findall(r"\w+", asked)) == [
        "callback_query", "chat_member", "edited_message", "message", "my_chat_member",
    ]  # fmt: skip


@pytest.mark.parametrize("row", ["T37"])
class TestDoors:
    async def test_nobody_can_call_it_and_it_calls_nobody_else(
        self, server: TelegramEmulator, house: House, row: str
    ) -> None:
        """
        While it serves somebody it listens on nothing, and has lines to the platform alone.
        """
        person = server.user("Amparo")
        await house.start()
        await answers(person, new=True)
        assert house.process is not None
        port = int(server.base_url.split(":")[2].split("/")[0])

        assert listening(house.process.pid) == set()
        assert called(house.process.pid) == {port}

    async def test_are_looked_for(self, server: TelegramEmulator, row: str) -> None:
        """
        The emulator, in this process, is found to listen.
        """
        port = int(server.base_url.split(":")[2].split("/")[0])

        assert port in listening(os.getpid())


def listening(pid: int) -> set[int]:
    """Give the ports on which a process takes calls, TCP or UDP."""
    lines = [line for name in TCP for line in sockets(pid, name) if line[3] == LISTENS]
    unconnected = [line for name in ("udp", "udp6") for line in sockets(pid, name)]
    return {int(line[1].rpartition(":")[2], 16) for line in [*lines, *unconnected]}


def called(pid: int) -> set[int]:
    """Give the ports to which a process has lines; all on this machine."""
    lines = [line for name in TCP for line in sockets(pid, name) if line[3] != LISTENS]
    return {int(line[2].rpartition(":")[2], 16) for line in lines}


def sockets(pid: int, name: str) -> Iterator[list[str]]:
    """Give the lines of the kernel's table that are this process's."""
    links = list(_links(Path(f"/proc/{pid}/fd")))
    table = Path(f"/proc/{pid}/net/{name}").read_text("ascii").splitlines()[1:]
    for line in table:
        fields = line.split()
        if f"socket:[{fields[9]}]" in links:
            yield fields


def _links(folder: Path) -> Iterator[str]:
    for one in folder.iterdir():
        # What looks at the folder may itself be in it, and is gone by then.
        with contextlib.suppress(FileNotFoundError):
            yield str(one.readlink())
