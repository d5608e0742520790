"""A couple whose every word is a canary, and a process that dies at any statement it likes."""

import asyncio
import functools
import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.model.address import Address
from bot.model.couple import Couple, Partner, Seat
from bot.model.ids import InboxId
from bot.model.profile import Profile
from bot.model.words import words
from bot.ports.letters import Content
from bot.ports.messages import Inbound, Sender, Wrote
from bot.ports.rows import Draft, KeptRun, Kind, RunState
from bot.ports.store import Held
from bot.store.sql import SqlStore
from bot.store.sql import connect as connecting
from bot.store.sql.connect import connect, dialect
from bot.store.sql.database import Database
from bot.store.sql.keys import Keys
from bot.store.sql.keystore import KeyStore
from bot.store.sql.sealed import COLUMNS
from bot.store.vault import Unopened, Vault
from tests.store.home import KEY, NOW, Home, play, wrote

ANN, BEN = "811100001", "811100002"
CANARIES = {Seat.A: "annsword", Seat.B: "bensword"}
DEAD = 9


def said(user: str, text: str, number: int) -> Inbound:
    """Make a private message of somebody's."""
    return Inbound(
        f"telegram:u:{user}:{number}",
        NOW,
        Wrote(text, str(number)),
        Address("telegram", user),
        True,
        Sender(user, f"{CANARIES[Seat.A if user == ANN else Seat.B]} sender"),
    )


async def say(store: SqlStore, user: str, text: str, act: Callable[[Held], object]) -> None:
    """Play a turn that somebody's words bring about."""
    number = next(_numbers)

    def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
        act(held)

    await store.keep([said(user, text, number)])
    await store.work(turn, turn)


_numbers = iter(range(1, 1_000_000))


def furnish(home: Home) -> None:
    """Put a database and a key store there in which the couple of `settle` has lived."""
    # As whoever tries another journal finds it there.
    data, keys = _furnished(connecting.journal_mode(connecting.library()))
    home.path.write_bytes(data)
    home.keys.write_bytes(keys)
    for file in (home.path, home.keys):
        file.chmod(0o600)


@functools.cache
def _furnished(_journal: str) -> tuple[bytes, bytes]:
    async def live(home: Home) -> None:
        await settle(home.open())
        await home.close()

    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        asyncio.run(live(home))
        return home.path.read_bytes(), home.keys.read_bytes()


async def settle(store: SqlStore) -> Couple:
    """Make a couple in the middle of a talk, with canaries of both wherever words can be."""
    for user, seat in ((ANN, Seat.A), (BEN, Seat.B)):
        profile = Profile(f"{CANARIES[seat]} name")
        await say(
            store,
            user,
            f"{CANARIES[seat]} hello",
            lambda held, user=user, profile=profile: held.add_partner(  # type: ignore[misc]
                "telegram", user, Address("telegram", user), profile
            ),
        )

    def unite(held: Held) -> Couple:
        ann, ben = held.partner("telegram", ANN), held.partner("telegram", BEN)
        assert ann
        assert ben
        held.unite(ben, ann.couple)
        held.set_room(ann.couple, Address("telegram", f"-{ANN}{BEN}"))
        held.consent(ann.id, "private", "v1", NOW)
        held.add_invite(Kind.ROOM, ann, "token", "code", NOW)
        run = held.add_run(ann.couple, "talk", "v1", RunState.ACTIVE, None)
        assert run
        held.save_run(KeptRun(run, ann.couple, "talk", "v1", RunState.ACTIVE, "{}", {}), {})
        held.mark(run, "met", None, NOW)
        couple = held.couple(ann.couple)
        assert couple
        return couple

    couple = await play(store, unite)
    for user, seat in ((ANN, Seat.A), (BEN, Seat.B)):
        await say(store, user, f"{CANARIES[seat]} said", lambda held, seat=seat: _speak(held, seat))  # type: ignore[misc]
    return couple


def _speak(held: Held, seat: Seat) -> None:
    """Answer in private and in the joint part, and write to both and to the room."""
    word = CANARIES[seat]
    partner = held.partner("telegram", ANN if seat is Seat.A else BEN)
    assert partner
    couple = held.couple(partner.couple)
    assert couple
    assert couple.room
    (run,) = held.runs(couple.id)
    values: dict[str, dict[str, Any]] = {owner: dict(its) for owner, its in run.values.items()}
    values.setdefault(seat, {})["own"] = f"{word} own"
    values.setdefault("run", {})[f"joint_{seat}"] = f"{word} joint"
    after = KeptRun(run.id, couple.id, run.flow, run.version, run.state, f"{{{seat}}}", values)
    held.save_run(after, run.values)
    held.mark(run.id, f"{word} mark", seat, NOW)
    at = NOW.timestamp()
    held.journal(run.id, seat, NOW, f'["Said",{at},"{seat}","{word} private",false]', "d")
    held.journal(run.id, None, NOW, f'["Said",{at},"{seat}","{word} room",true]', "d")
    for one in couple.partners:
        content = Content(words(f"{word} shown"))
        held.post(Draft(one.route.id, content, couple.id, one.id, run=run.id, node="ask"))
        held.post(Draft(one.route.id, Content(words("plain")), couple.id, one.id))
    held.post(Draft(couple.room.id, Content(words(f"{word} room")), couple.id, joint=True))


def newcomer(held: Held) -> Partner:
    """Let somebody arrive."""
    return held.add_partner("telegram", "5", Address("telegram", "5"), Profile("New"))


def readable(path: Path, keys: Path, key: bytes = KEY) -> tuple[str, int]:
    """Open all that opens with these keys; give it as one text, and how many values did not."""
    connection = connect(path)
    try:
        database = Database(connection, dialect())
        store = KeyStore(keys, Vault(key))
        opener = Keys(database, store)
        found: list[str] = []
        closed = 0
        for column in COLUMNS:
            for value in column.values(database):
                try:
                    plain = opener.of(value.opener).open(value.sealed, value.place)
                except Unopened:
                    closed += 1
                else:
                    found.append(plain.decode("utf-8", "replace"))
        store.close()
    finally:
        connection.close()
    return "\n".join(found), closed


def dies(act: Callable[[], object], statement: int) -> bool:
    """
    Do something in a process that dies before its n-th statement; say whether it did.

    Everything that goes to either database counts, the word COMMIT too.
    """
    child = os.fork()
    if child == 0:
        try:
            # What it keeps must not have the keys that its parent is about to use.
            for _ in range(1000):
                wrote()
            _count_down(statement)
            act()
        except BaseException:  # noqa: BLE001 - the parent asserts on the code
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, DEAD), code
    return code == DEAD


def _count_down(statement: int) -> None:
    left = [statement]

    def seen(text: str) -> None:
        left[0] -= 1
        if left[0] <= 0:
            os._exit(DEAD)

    real = sqlite3.connect

    def connected(*args: Any, **more: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*args, **more)
        connection.set_trace_callback(seen)
        return connection

    sqlite3.connect = connected  # type: ignore[assignment]
