"""A thief of the disk learns nothing."""

import itertools
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ConfigError
from bot.model.address import Address
from bot.model.couple import Seat
from bot.model.ids import CoupleId
from bot.model.profile import Profile
from bot.model.words import words
from bot.ports.letters import Button, Content
from bot.ports.messages import Inbound, Sender, Wrote
from bot.ports.rows import Draft, Kind
from bot.ports.store import Held
from bot.store.sql import SqlStore, connect
from bot.store.vault import Key, Marks, Unopened, Vault
from tests.store.home import KEY, NOW, Home, arrive, begin, play, seated, silent

CANARY = "canary"
PERSON, CHAT, GROUP, UPDATE = "8161718191", "9171819101", "-1007181910", "6151617181"


async def live(store: SqlStore) -> None:
    """Use everything, with a canary in every word."""

    def turn(held: Held) -> None:
        ann = held.add_partner(
            "telegram",
            PERSON,
            Address("telegram", CHAT),
            Profile(f"{CANARY} Ann", side=f"{CANARY} hurt", awaited=f"{CANARY} token"),
        )
        ben = held.add_partner("telegram", "1", Address("telegram", "1"), Profile(f"{CANARY} Ben"))
        held.unite(ben, ann.couple)
        held.set_room(ann.couple, Address("telegram", GROUP, CANARY))
        values = {owner: {f"{CANARY}_name": f"{CANARY} {owner}"} for owner in ("a", "b", "run")}
        run = begin(held, ann.couple, **values)
        assert held.add_run(ann.couple, "x", "v1", run.state, f"{CANARY} once")
        held.save_run(replace(run, document=f'"{CANARY}"'), run.values)
        held.journal(run.id, Seat.A, NOW, f"{CANARY} said", "digest")
        held.journal(run.id, None, NOW, f"{CANARY} both", "digest")
        held.mark(run.id, f"{CANARY} met", None, NOW)
        held.add_invite(Kind.PARTNER, ann, f"{CANARY} invite", f"{CANARY} code", NOW)
        held.add_try("telegram", PERSON, NOW)
        content = Content(words(f"{CANARY} words"), ((Button(f"{CANARY} label", "token"),),))
        for reader, couple in ((ann.id, ann.couple), (None, ann.couple), (None, None)):
            held.post(Draft(ann.route.id, content, couple, reader, node=f"{CANARY}_node"))
        held.add_route(Address("telegram", f"{CHAT}7"))
        held.keep(Inbound(f"{CANARY} key", NOW, Wrote(f"{CANARY} text", UPDATE)))

    await play(store, turn)
    said = Wrote(f"{CANARY} text", UPDATE)
    sender = Sender(PERSON, f"{CANARY} name")
    inbound = Inbound(f"u:{UPDATE}", NOW, said, Address("telegram", CHAT), True, sender)
    await store.keep([inbound])
    await store.work(silent, silent)
    await store.remember("telegram.bot", f"{CANARY} bot {PERSON}")


class TestTheft:
    async def test_no_words_and_no_ids(self, store: SqlStore, home: Home) -> None:
        """
        Neither a word nor a platform's id stands in any file, open or closed.
        """
        await live(store)

        for when in ("open", "closed"):
            found = home.bytes()
            for secret in (CANARY, PERSON, CHAT, GROUP, UPDATE):
                assert secret.encode() not in found, (when, secret)
                assert secret.encode("utf-16-le") not in found
            await home.close()

    async def test_no_key(self, store: SqlStore, home: Home) -> None:
        """
        The master key is not in the database's folder.
        """
        await live(store)
        found = home.bytes()

        assert KEY not in found
        assert KEY.hex().encode() not in found


class TestTampering:
    async def test_swapped_rows(self, store: SqlStore, home: Home) -> None:
        """
        What was sealed for one place does not open in another, under the same key or not.
        """

        def turn(held: Held) -> CoupleId:
            ann = arrive(held)
            begin(held, ann.couple, a={"x": "one", "y": "two"}, run={"x": "three"})
            return ann.couple

        couple = await play(store, turn)
        await home.close()
        sealed = _answers(home)
        for (value, _, _), (_, owner, name) in itertools.permutations(sealed, 2):
            _paste(home, value, owner, name)
            with pytest.raises(Unopened, match="answers"):
                await play(home.open(), lambda held: held.runs(couple))
            await home.close()
            _put_back(home, sealed)

        assert await play(home.open(), lambda held: held.runs(couple))

    async def test_a_letter_that_does_not_open(self, store: SqlStore, home: Home) -> None:
        """
        It is given up, and the others go on.
        """

        def turn(held: Held) -> None:
            for name in ("1", "2"):
                one = held.add_partner("t", name, Address("t", name), Profile(name))
                held.post(Draft(one.route.id, Content(words(name)), one.couple, one.id))

        await play(store, turn)
        await home.close()
        with sqlite3.connect(home.path) as file:
            (other,) = file.execute("SELECT content FROM letters ORDER BY id DESC").fetchone()
            file.execute("UPDATE letters SET content = ?", (other,))
        file.close()
        store = home.open()

        (sent,) = await store.unsent(NOW)

        assert sent.content == Content(words("2"))
        assert (await store.counts())["letters"] == 1

    async def test_another_master_key(self, store: SqlStore, home: Home) -> None:
        """
        With another key the database is refused, and not a byte of it changes.
        """
        await live(store)
        await home.close()
        before = home.path.read_bytes()

        with pytest.raises(ConfigError, match="another master key"):
            home.open(bytes(32))

        assert home.path.read_bytes() == before
        await home.open().close()


class TestErasing:
    @pytest.mark.parametrize("mode", ["WAL", "TRUNCATE"])
    async def test_leaves_no_bytes(
        self, home: Home, mode: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        Somebody's key is overwritten at once, in the log too: nothing they said opens again.
        """
        monkeypatch.setattr(connect, "journal_mode", lambda version: mode)
        store = home.open()
        await live(store)
        ann = await play(store, lambda held: held.partner("telegram", PERSON))
        assert ann
        with sqlite3.connect(home.keys) as file:
            (wrapped,) = file.execute(
                "SELECT wrapped FROM wraps JOIN keys ON keys.id = wraps.id"
                " WHERE kind = 'partner' AND owner = ?",
                (ann.id,),
            ).fetchone()
        file.close()
        assert wrapped in home.bytes()

        await play(store, lambda held: held.erase_partner(ann))

        assert wrapped not in home.bytes()

    async def test_the_others_words_stay(self, store: SqlStore) -> None:
        """
        What the other said, and what was said together, can still be read.
        """
        await live(store)
        ann = await play(store, lambda held: held.partner("telegram", PERSON))
        assert ann
        couple = await play(store, lambda held: held.couple(ann.couple))
        assert couple
        assert seated(couple, Seat.B)

        await play(store, lambda held: held.erase_partner(ann))

        assert await play(store, lambda held: held.runs(ann.couple)) == []
        assert await play(store, lambda held: held.last(ann.couple, "check_in", "b"))
        assert await play(store, lambda held: held.last(ann.couple, "check_in", "run"))


class TestVault:
    @given(st.binary(max_size=200), st.text(max_size=20), st.text(max_size=20))
    def test_opens_only_in_its_place(self, plain: bytes, place: str, other: str) -> None:
        """
        A value opens where it was sealed, and nowhere else.
        """
        key = Key(KEY)
        sealed = key.seal(plain, place)

        assert key.open(sealed, place) == plain
        if place != other:
            with pytest.raises(Unopened):
                key.open(sealed, other)

    @given(st.binary(min_size=1, max_size=40), st.data())
    def test_every_bit_counts(self, plain: bytes, data: st.DataObject) -> None:
        """
        A value that was touched anywhere does not open.
        """
        key = Key(KEY)
        sealed = bytearray(key.seal(plain, "place"))
        bit = data.draw(st.integers(0, 8 * len(sealed) - 1))
        sealed[bit // 8] ^= 1 << bit % 8

        with pytest.raises(Unopened):
            key.open(bytes(sealed), "place")

    @pytest.mark.parametrize("other", [Key(KEY, ("partner", 2), 1), Key(KEY, ("partner", 1), 2)])
    def test_is_bound_to_owner_and_number(self, other: Key) -> None:
        """
        Were two owners to have the same key by mistake, the one's value is still not the other's.
        """
        sealed = Key(KEY, ("partner", 1), 1).seal(b"plain", "place")

        for one in (sealed, other.seal(b"", "")[:5] + sealed[5:]):
            with pytest.raises(Unopened):
                other.open(one, "place")

    def test_an_earlier_key_opens(self) -> None:
        """
        While keys are changed, what lies under the earlier one opens, and nothing goes there.
        """
        first = Key(KEY, ("partner", 1), 1)
        second = Key(bytes(32), ("partner", 1), 2, {1: KEY})

        assert second.open(first.seal(b"plain", "place"), "place") == b"plain"
        with pytest.raises(Unopened):
            first.open(second.seal(b"plain", "place"), "place")

    @pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + bytes(12), bytes(40)])
    def test_too_short(self, sealed: bytes) -> None:
        """
        What was cut off does not open.
        """
        with pytest.raises(Unopened):
            Key(KEY).open(sealed, "place")

    def test_keys_are_bound_to_their_owner(self) -> None:
        """
        One partner's wrapped key is of no use as another's.
        """
        vault = Vault(KEY)
        wrapped = vault.wrap(("partner", 1), KEY)

        for owner in (("partner", 2), ("couple", 1)):
            with pytest.raises(Unopened):
                vault.unwrap(owner, wrapped)
        with pytest.raises(Unopened):
            Vault(bytes(32)).unwrap(("partner", 1), wrapped)

    def test_marks(self) -> None:
        """
        A mark is the same each time, and another under another key or for another word.
        """
        marks = {
            Marks(KEY).mark("chat", "1"),
            Marks(KEY).mark("chat", "1"),
            Marks(KEY).mark("person", "1"),
            Marks(KEY).mark("chat", "", "1"),
            Marks(bytes(32)).mark("chat", "1"),
        }

        assert len(marks) == 4


Sealed = tuple[bytes, str, bytes]


def _answers(home: Home) -> list[Sealed]:
    with sqlite3.connect(home.path) as file:
        rows: list[Sealed] = file.execute("SELECT value, owner, name FROM answers").fetchall()
    file.close()
    return rows


def _put_back(home: Home, rows: list[Sealed]) -> None:
    with sqlite3.connect(home.path) as file:
        (run,) = file.execute("SELECT id FROM runs").fetchone()
        for value, owner, name in rows:
            file.execute(
                "INSERT OR REPLACE INTO answers (run, owner, name, value) VALUES (?, ?, ?, ?)",
                (run, owner, name, value),
            )
    file.close()


def _paste(home: Home, value: bytes, owner: str, name: bytes) -> None:
    with sqlite3.connect(home.path) as file:
        file.execute(
            "UPDATE answers SET value = ? WHERE owner = ? AND name = ?", (value, owner, name)
        )
    file.close()
