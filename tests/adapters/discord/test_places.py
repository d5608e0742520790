"""Channels, threads and servers: what happened to them, and who can read there."""

import pytest

from adapters.discord.rooms import readers
from bot.ports.messages import CameIn, Gathered, PutOut
from tests.adapters.discord.events import (
    ANA,
    BEN,
    EVERYTHING,
    ME,
    SEND,
    SERVER,
    TALK,
    THREAD,
    VIEW,
    JsonObject,
    World,
    channel,
    server,
    thread,
    user,
)

NOBODY_WRITES = [{"id": str(SERVER), "type": 0, "allow": "0", "deny": str(SEND)}]
LOCKED = {"archived": True, "locked": True, "auto_archive_duration": 60, "archive_timestamp": None}


@pytest.fixture
async def world() -> World:
    """Begin on a server."""
    return await World().begins()


def locked(*, is_locked: bool) -> JsonObject:
    """Write a thread, archived or not."""
    data = thread()
    data["thread_metadata"] = data["thread_metadata"] | {"locked": is_locked, "archived": False}
    return data


class TestThreads:
    """Rooms that people make."""

    async def test_the_bot_is_taken_in(self, world: World) -> None:
        """Somebody added it."""
        await world.tells("THREAD_CREATE", thread())

        assert world.notes.changes == [(THREAD, CameIn())]

    async def test_a_thread_of_its_own(self, world: World) -> None:
        """It made that for two people, and knows."""
        await world.tells("THREAD_CREATE", thread(owner=ME))

        assert world.notes.changes == []

    async def test_a_thread_that_it_only_sees(self, world: World) -> None:
        """That is no room of its."""
        data = thread()
        del data["member"]

        await world.tells("THREAD_UPDATE", data)

        assert world.notes.changes == []

    async def test_locked_and_opened(self, world: World) -> None:
        """While it is locked nothing can be written."""
        await world.tells("THREAD_CREATE", thread(owner=ME))
        world.places.note(THREAD)

        await world.tells("THREAD_UPDATE", locked(is_locked=True))
        await world.tells("THREAD_UPDATE", locked(is_locked=True))
        await world.tells("THREAD_UPDATE", locked(is_locked=False))

        assert world.notes.changes == [(THREAD, PutOut()), (THREAD, CameIn())]

    async def test_locked_while_it_was_archived(self, world: World) -> None:
        """The library has forgotten it then."""
        world.places.note(THREAD)

        await world.tells("THREAD_UPDATE", locked(is_locked=True))

        assert world.notes.changes == [(THREAD, PutOut())]

    async def test_archived(self, world: World) -> None:
        """It opens by itself when something is written."""
        await world.tells("THREAD_CREATE", thread(owner=ME))
        data = thread()
        data["thread_metadata"] = data["thread_metadata"] | {"archived": True}

        await world.tells("THREAD_UPDATE", data)

        assert world.notes.changes == []

    async def test_deleted(self, world: World) -> None:
        """Also one that the library does not know."""
        gone = {"id": "77", "guild_id": str(SERVER), "parent_id": str(TALK), "type": 12}

        await world.tells("THREAD_DELETE", gone)

        assert world.notes.changes == [(77, PutOut())]

    async def test_the_bot_is_taken_out(self, world: World) -> None:
        """Of others it is not told without a privileged intent."""
        await world.tells("THREAD_CREATE", thread(owner=ME))
        gone = {"id": str(THREAD), "guild_id": str(SERVER), "member_count": 2}

        await world.tells("THREAD_MEMBERS_UPDATE", gone | {"removed_member_ids": [str(ME)]})

        assert world.notes.changes == [(THREAD, PutOut())]

    async def test_where_others_are_told_of(self, world: World) -> None:
        """Somebody left."""
        await world.tells("THREAD_CREATE", thread(owner=ME))
        gone = {"id": str(THREAD), "guild_id": str(SERVER), "member_count": 2}

        await world.tells("THREAD_MEMBERS_UPDATE", gone | {"removed_member_ids": [str(ANA)]})

        assert world.notes.changes == [(THREAD, Gathered(None))]


class TestChannels:
    """Rights, and channels that go."""

    async def test_deleted(self, world: World) -> None:
        """Nobody writes there any more."""
        await world.tells("CHANNEL_DELETE", channel())

        assert (TALK, PutOut()) in world.notes.changes

    async def test_rights_taken_and_given_back(self, world: World) -> None:
        """Each change is told once."""
        world.places.note(TALK)

        for rules in (NOBODY_WRITES, NOBODY_WRITES, [], []):
            await world.tells("CHANNEL_UPDATE", channel(permission_overwrites=rules))

        changes = [(place, body) for place, body in world.notes.changes if body != Gathered(None)]
        assert changes == [(TALK, PutOut()), (TALK, CameIn())]

    async def test_others_may_read(self, world: World) -> None:
        """It might be somebody else who reads there now."""
        world.places.note(TALK)
        rules = [{"id": str(ANA), "type": 1, "allow": str(VIEW), "deny": "0"}]

        await world.tells("CHANNEL_UPDATE", channel(permission_overwrites=rules))

        assert world.notes.changes == [(TALK, Gathered(None))]

    async def test_channels_of_others(self, world: World) -> None:
        """A server has many; those nobody used are nothing to us."""
        await world.tells("CHANNEL_UPDATE", channel(permission_overwrites=NOBODY_WRITES))

        assert world.notes.changes == []

    async def test_rights_of_everybody(self, world: World) -> None:
        """They may come from a role."""
        world.places.note(TALK)
        role = server()["roles"][0] | {"permissions": str(VIEW)}

        await world.tells("GUILD_ROLE_UPDATE", {"guild_id": str(SERVER), "role": role})

        assert world.notes.changes == [(TALK, PutOut())]

    async def test_after_a_letter_was_refused(self, world: World) -> None:
        """The next right that is given back is noticed."""
        world.places.note(TALK)
        world.places.shut(TALK)
        member: JsonObject = {
            "user": user(ME),
            "roles": [],
            "joined_at": None,
            "deaf": False,
            "mute": False,
        }

        role = server()["roles"][0]
        await world.tells("GUILD_ROLE_UPDATE", {"guild_id": str(SERVER), "role": role})
        await world.tells("GUILD_MEMBER_UPDATE", {"guild_id": str(SERVER)} | member)

        assert world.notes.changes == [(TALK, CameIn())]


class TestServers:
    """The bot comes and goes."""

    async def test_put_out_and_back(self, world: World) -> None:
        """Only the places that concern us are told of."""
        world.places.note(TALK)

        await world.tells("GUILD_DELETE", {"id": str(SERVER)})
        await world.tells("GUILD_CREATE", server())

        assert world.notes.changes == [(TALK, PutOut()), (TALK, CameIn())]

    async def test_an_outage_is_none(self, world: World) -> None:
        """The server is still ours."""
        world.places.note(TALK)

        await world.tells("GUILD_DELETE", {"id": str(SERVER), "unavailable": True})

        assert world.notes.changes == []


def rule(who: int, *, allow: int = 0, deny: int = 0, person: bool = False) -> JsonObject:
    """Write who may what."""
    return {"id": str(who), "type": int(person), "allow": str(allow), "deny": str(deny)}


CLOSED = rule(SERVER, deny=VIEW)
OURS = {"id": "800", "tags": {"bot_id": str(ME)}, "permissions": EVERYTHING}


class TestReaders:
    """Who was let into a channel, the bot included."""

    @pytest.mark.parametrize(
        ("rules", "count"),
        [
            ([], None),
            ([rule(SERVER, deny=SEND)], None),
            ([CLOSED], 1),
            ([CLOSED, rule(ANA, allow=VIEW, person=True)], 2),
            (
                [CLOSED, *(rule(one, allow=VIEW, person=True) for one in (ANA, BEN))],
                3,
            ),
            ([CLOSED, *(rule(one, allow=VIEW, person=True) for one in (ANA, BEN, ME))], 3),
            ([CLOSED, rule(800, allow=VIEW), rule(ANA, allow=VIEW, person=True)], 2),
            ([CLOSED, rule(801, allow=VIEW)], None),
            ([CLOSED, rule(801, deny=VIEW), rule(ANA, deny=VIEW, person=True)], 1),
        ],
    )
    def test_rules(self, rules: list[JsonObject], count: int | None) -> None:
        """People are counted; a role may be anybody's."""
        home = {"id": str(SERVER), "roles": [OURS]}

        assert readers({"permission_overwrites": rules}, home, ME) == count
