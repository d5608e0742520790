"""
What the bot needs of its database.

Two doors: `Store` for the event loop, and `Held` for one turn. A turn runs whole in the
store's own thread, inside one transaction; it is a plain function and must not wait for
anything. Times are aware UTC. Words and answers are encrypted at rest: under the partner's key
what is theirs alone, under the couple's what both may read, under the house's what belongs to
nobody yet.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.flow.cast import Marks, Value, Values
from bot.model.address import Address, Route
from bot.model.couple import Couple, Partner, Seat
from bot.model.ids import CoupleId, InboxId, InviteId, LetterId, PartnerId, RouteId, RunId
from bot.model.profile import Profile
from bot.ports.letters import Letter
from bot.ports.messages import Inbound
from bot.ports.press import Album
from bot.ports.rows import (
    Asked,
    Consent,
    Draft,
    Export,
    Invite,
    KeptRun,
    Kind,
    Pruned,
    Rules,
    RunState,
)
from bot.things.shelf import Thing


class Held(Protocol):
    """What one turn may read and write. Nothing is kept if the turn raises."""

    # Who is this

    def partner(self, platform: str, user: str) -> Partner | None:
        """Find the partner behind a platform's user id."""

    def person(self, partner: PartnerId) -> Partner | None:
        """Read a partner by their number."""

    def chat(self, route: RouteId) -> Route | None:
        """Read a chat by its number."""

    def couple(self, couple: CoupleId) -> Couple | None:
        """Read a couple, and hold it against every other worker until the turn ends."""

    def route(self, address: Address) -> tuple[Route, CoupleId | None, PartnerId | None] | None:
        """Find whose chat this is; a room has no partner, a stranger's chat no couple."""

    # Arriving, pairing, rooms

    def add_partner(self, platform: str, user: str, address: Address, profile: Profile) -> Partner:
        """Welcome somebody new as seat A of a couple of one, with keys of their own."""

    def save_partner(self, partner: Partner) -> None:
        """Write stage and profile back (not seat, couple or route)."""

    def erase_partner(self, partner: Partner) -> None:
        """
        Delete somebody: their keys, words, letters, chat, consents, invites and couple of one.

        In a couple of two the other stays, and so does what the other said, also together; runs
        under way end and the room is linked no longer. From the commit on nothing of theirs can
        be read in any earlier copy of the database either.
        """

    def unite(self, joiner: Partner, couple: CoupleId) -> Partner:
        """
        Seat the joiner, at B or where nobody sits; their couple of one is deleted.

        Returns them as they are now.
        """

    def swap(self, old: Partner, new: Partner) -> None:
        """
        Let somebody who is here alone take a partner's seat, who is left in their couple of one.

        What the old one said stays under their own key, and is no answer of that seat any more.
        The couple's runs under way end, and may begin anew; what waits for the old chat, or for
        the room, is given up; the room is linked no longer; all open invites of the two end.
        """

    def add_breach(self, couple: CoupleId, hurt: Seat) -> None:
        """Note who stands where."""

    def set_room(self, couple: CoupleId, address: Address) -> Route:
        """Link (or link anew) the couple's room."""

    def add_route(self, address: Address) -> Route:
        """Note a chat that belongs to nobody, so that one line can be said there."""

    def save_route(self, route: Route) -> None:
        """Write a route's address and reach back; its waiting letters follow it."""

    def consent(
        self, partner: PartnerId, purpose: str, version: str, at: datetime,
        *, digest: str = "", channel: str = "",
    ) -> None:  # fmt: skip
        """Note what was agreed to: to which version of the words, their hash, when and where."""

    def withdraw(
        self, partner: PartnerId, purpose: str, at: datetime, *, channel: str = ""
    ) -> None:
        """Note that an agreement was taken back; of the words that were agreed to last."""

    def consents(self, partner: PartnerId) -> Sequence[Consent]:
        """Give all that somebody agreed to and took back, oldest first; the last one counts."""

    # What somebody may ask for

    def forget_since(self, partner: Partner, instant: datetime) -> int:
        """
        Delete what somebody said since then, themselves and together; say how many answers.

        What they wrote and what was written to them goes too, as far as it was sent. The other's
        words stay, and so does the place of a run: what is missing there was never answered.
        """

    def forget_last(self, partner: Partner) -> int:
        """Delete what somebody said last, as `forget_since` does from that moment on."""

    def export(self, partner: Partner) -> Export:
        """Give somebody all that is kept of them, and nothing the other said in private."""

    def noticed(self, couple: CoupleId, at: datetime) -> None:
        """Note that a couple was told that it will be forgotten (see `Store.prune`)."""

    # Invites

    def add_invite(
        self, kind: Kind, inviter: Partner, token: str, code: str | None, expires: datetime
    ) -> None:
        """Keep an invitation; earlier open ones of this kind by the same person are revoked."""

    def invite(self, kind: Kind, secret: str) -> Invite | None:
        """Find an invitation by its token or its code, whatever its state."""

    def claims(self, inviter: PartnerId) -> Invite | None:
        """Find the claimed partner invite that waits for this inviter's yes."""

    def invited(self, invite: InviteId) -> Invite | None:
        """Read an invitation by its number."""

    def void_moves(self, inviter: PartnerId) -> None:
        """Revoke whatever this partner made for moving, however far it came."""

    def save_invite(self, invite: Invite) -> None:
        """Write state and claimant back."""

    def add_try(self, platform: str, user: str, at: datetime) -> None:
        """Count a wrong code."""

    def tries(self, platform: str, user: str, since: datetime) -> tuple[int, int]:
        """Give the wrong codes since then: this person's, everybody's."""

    # Runs

    def runs(self, couple: CoupleId) -> Sequence[KeptRun]:
        """Read active and queued runs, oldest first, with their answers."""

    def add_run(
        self, couple: CoupleId, flow: str, version: str, state: RunState, once: str | None
    ) -> RunId | None:
        """Make a run; None when this couple had one under the same ``once`` key."""

    def save_run(self, run: KeptRun, before: Values) -> None:
        """Write place, state, and the answers that differ from ``before`` (also removals)."""

    def mark(self, run: RunId, name: str, seat: Seat | None, at: datetime) -> None:
        """Note a milestone; with a seat it is that partner's own."""

    def last(self, couple: CoupleId, flow: str, owner: str) -> Mapping[str, Value]:
        """
        Give what one owner (a seat, or "run") answered in the last run of a flow that has ended.

        Runs in which they answered nothing are passed over.
        """

    def marks(self, couple: CoupleId, seat: Seat | None = None) -> Marks:
        """
        Give the milestones that a couple has reached, or one partner alone, in any run.

        Each with the whole days between the first and the last time.
        """

    def journal(self, run: RunId, seat: Seat | None, at: datetime, event: str, digest: str) -> None:
        """Add to the run's journal; the event is sealed for its seat, or for the couple."""

    # What they build

    def things(self, couple: CoupleId, kind: str, owner: Seat | None) -> Sequence[Thing]:
        """Read a couple's things of one kind, those of one partner alone or those of both."""

    def add_thing(
        self, couple: CoupleId, kind: str, owner: Seat | None, at: datetime,
        fields: Mapping[str, Value],
    ) -> Thing:  # fmt: skip
        """Keep a new thing, sealed for whoever may read it."""

    def save_thing(self, couple: CoupleId, thing: Thing) -> None:
        """Write a thing's fields back."""

    def remove_thing(self, couple: CoupleId, thing: Thing) -> None:
        """Delete a thing."""

    # What follows

    def post(self, draft: Draft) -> None:
        """Write a letter to the outbox, behind all earlier ones of its chat."""

    def asked(self, token: str) -> Asked | None:
        """Find the letter a button belongs to."""

    def letter_at(self, route: RouteId, message: str) -> Asked | None:
        """Find the letter that became a message of a chat, by the platform's id of it."""

    def release(self, route: RouteId) -> None:
        """Let letters go that quiet hours hold back; their reader is awake."""

    def here(self, route: RouteId) -> None:
        """
        Note whose doing this turn is, by their private chat.

        What is posted there is asked for: it goes also where everything else is kept back
        (`Reach.RESTING`, `Reach.HIDDEN`, `Reach.GONE`).
        """

    def forgo(self, route: RouteId) -> None:
        """Give up questions that a chat keeps back; the one that is open is about to be shown."""

    def set_alarm(
        self, couple: CoupleId, run: RunId | None, wait: int, tag: str, due: datetime
    ) -> None:
        """Set or move an alarm. The same (couple, run, wait, tag) exists once."""

    def blank(self) -> None:
        """Forget the words that this turn is about; they are kept no longer than it takes."""

    def drop_alarms(self, run: RunId, wait: int | None = None) -> None:
        """Drop a wait's alarms, or all of the run's."""

    def keep(self, inbound: Inbound) -> None:
        """Put something into the inbox as a consequence of this turn."""


Turn = Callable[[Held, InboxId, Inbound], None]
"""One event's whole effect."""


class Store(Protocol):
    """The database, from the event loop."""

    @property
    def album(self) -> Album:
        """Give the photos that couples keep."""

    async def keep(self, inbounds: Sequence[Inbound]) -> int:
        """
        Keep a batch in one commit; return how many were new.

        Raises `Unwritable` when the disk is full or the database stays locked, `Broken` on an
        I/O error. Nothing of the batch is kept then.
        """

    async def work(self, turn: Turn, sorry: Turn) -> int:
        """
        Take up what waits in the inbox, in order, and return how many were done.

        Up to 64 turns share a commit, a savepoint each. A turn that raises is rolled back alone
        and tried again; the third time it is set aside and ``sorry`` runs in its stead.
        """

    async def ring(self, now: datetime) -> datetime | None:
        """Move alarms that are due into the inbox (100 at most); say when the next one is."""

    async def unsent(self, now: datetime) -> Sequence[Letter]:
        """
        Take the first waiting letter of each chat that may be written to, and mark it under way.

        A letter found under way from an earlier life of the process is handed out again with
        ``unsure`` set.
        """

    async def next_letter(self, now: datetime) -> datetime | None:
        """Say when the next held letter may go; None when none waits."""

    async def sent(self, letter: LetterId, message: str, at: datetime) -> None:
        """Note that it arrived, and as which message."""

    async def later(self, letter: LetterId, at: datetime, *, unsure: bool) -> None:
        """Put it back until then; its chat waits with it."""

    async def dead(self, letter: LetterId, reason: str) -> None:
        """Give it up, with the reason."""

    async def close_route(self, letter: LetterId, reach: str) -> None:
        """Put it back and stop writing to its chat until `Held.save_route` opens it."""

    async def move_route(self, letter: LetterId, chat: str) -> None:
        """Put it back; its chat has a new id."""

    async def lately(
        self, route: RouteId, before: InboxId, since: datetime, until: datetime | None = None
    ) -> tuple[Sequence[str], bool]:
        """
        Give the messages that arrived in a chat since then, the newest first.

        With ``until``, only those that had arrived by then.
        Only what turns before that inbox row wrote is looked at. The second value says whether
        more of it is under way just now.
        """

    async def gone(self, route: RouteId, messages: Sequence[str]) -> None:
        """Note that messages stand in a chat no longer."""

    async def addresses(self, platform: str) -> Sequence[Address]:
        """Give the chats of couples on a platform that may be written to."""

    async def remember(self, name: str, value: str) -> str:
        """Write a fact of the house once; return what stands there (the first wins)."""

    async def last_heard(self, platform: str) -> datetime | None:
        """Give when a platform was last heard, also in an earlier life; None if it never was."""

    async def heard(self, platform: str, at: datetime, *, away: bool) -> None:
        """
        Note when a platform was last heard.

        With ``away``, the inbox gets a `Rang` (``away:`` and the platform) for every couple who is
        in the middle of something there, in the same commit.
        """

    async def keep_script(self, version: str, flow: str, source: str) -> None:
        """Keep a flow as it is now, so that runs which began with it can end with it."""

    async def scripts(self) -> Sequence[tuple[str, str, str]]:
        """Give (version, flow, source) of every flow that an unfinished run still needs."""

    async def versions(self) -> Sequence[tuple[str, str, str]]:
        """Give (version, flow, source) of what runs still need, and of each flow's newest."""

    async def prune(self, now: datetime, rules: Rules) -> Pruned:
        """
        Delete what is older than the rules allow, and say who is due to be told or erased.

        Is to be done about once an hour.
        """

    async def counts(self) -> Mapping[str, int]:
        """Count couples, partners, runs, waiting letters and waiting events, for operators."""

    async def close(self) -> None:
        """Finish what is under way and let the database go."""
