"""Invitations are used once, and wrong codes are counted."""

from dataclasses import replace
from datetime import timedelta

from bot.ports.rows import Invite, InviteState, Kind
from bot.ports.store import Held
from bot.store.sql import SqlStore
from tests.store.home import ANN, BEN, HOUR, NOW, arrive, play


class TestInvites:
    async def test_is_found_by_token_and_code(self, store: SqlStore) -> None:
        """
        The link and the spoken code open the same invitation, and only its kind.
        """
        ann = await play(store, arrive)
        until = NOW + timedelta(hours=48)

        await play(store, lambda held: held.add_invite(Kind.PARTNER, ann, "tok", "CODE", until))

        def look(held: Held) -> list[Invite | None]:
            return [held.invite(Kind.PARTNER, secret) for secret in ("tok", "CODE", "no", "")]

        by_token, by_code, *wrong = await play(store, look)
        assert by_token
        assert by_token == by_code
        assert (by_token.inviter, by_token.couple) == (ann.id, ann.couple)
        assert (by_token.expires, by_token.state) == (until, InviteState.OPEN)
        assert wrong == [None, None]
        assert await play(store, lambda held: held.invite(Kind.ROOM, "tok")) is None

    async def test_the_newest_counts(self, store: SqlStore) -> None:
        """
        A new invitation of a kind revokes the open ones before it, and no others.
        """
        ann = await play(store, arrive)

        def turn(held: Held) -> list[InviteState]:
            held.add_invite(Kind.PARTNER, ann, "one", None, NOW)
            held.add_invite(Kind.ROOM, ann, "room", None, NOW)
            held.add_invite(Kind.PARTNER, ann, "two", None, NOW)
            found = [
                held.invite(Kind.PARTNER, "one"),
                held.invite(Kind.ROOM, "room"),
                held.invite(Kind.PARTNER, "two"),
            ]
            return [one.state for one in found if one]

        assert await play(store, turn) == [
            InviteState.REVOKED,
            InviteState.OPEN,
            InviteState.OPEN,
        ]

    async def test_waits_for_a_yes(self, store: SqlStore) -> None:
        """
        Who came with it is noted, and found for the inviter.
        """
        ann = await play(store, arrive)
        ben = await play(store, lambda held: arrive(held, BEN, "Ben"))
        await play(store, lambda held: held.add_invite(Kind.PARTNER, ann, "tok", None, NOW))
        invite = await play(store, lambda held: held.invite(Kind.PARTNER, "tok"))
        assert invite
        claimed = replace(invite, state=InviteState.CLAIMED, claimant=ben.id)

        assert await play(store, lambda held: held.claims(ann.id)) is None
        await play(store, lambda held: held.save_invite(claimed))

        assert await play(store, lambda held: held.claims(ann.id)) == claimed
        await play(store, lambda held: held.erase_partner(ben))
        gone = await play(store, lambda held: held.invite(Kind.PARTNER, "tok"))
        assert gone == replace(invite, state=InviteState.REVOKED)


class TestTries:
    async def test_are_counted(self, store: SqlStore) -> None:
        """
        Wrong codes are counted for a person and for everybody, since a moment.
        """

        def turn(held: Held) -> None:
            for hours in range(5):
                held.add_try("telegram", ANN.chat, NOW + hours * HOUR)
            held.add_try("telegram", BEN.chat, NOW + 3 * HOUR)

        await play(store, turn)

        def count(held: Held) -> list[tuple[int, int]]:
            return [held.tries("telegram", ANN.chat, NOW + hours * HOUR) for hours in (0, 3, 9)]

        assert await play(store, count) == [(5, 6), (2, 3), (0, 0)]
