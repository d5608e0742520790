"""
One event's whole way, from "who is this" to rows.

`Engine.turn` is handed to the store, which calls it inside the transaction. It waits for
nothing; what may be lost without harm (stopping a button's spinner) is left for after
the commit.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import assert_never

from bot.engine import absence, admit, guard, moving, parted, pause, rooms, zones
from bot.engine.alarms import ERASE, TELL
from bot.engine.courtesies import Alert, Courtesy
from bot.engine.library import Library
from bot.engine.play import Players
from bot.engine.presses import Presses
from bot.engine.rights import door, exporting, lasting, pin, tidying
from bot.engine.scene import TIDY, House, Scene
from bot.engine.shelves import Shelves
from bot.engine.spoken import Spoken
from bot.engine.starting import START
from bot.errors import failure
from bot.flow.events import Done, Rang
from bot.flow.outcomes import Phrase
from bot.model.address import Address, Reach
from bot.model.couple import Couple, Seat
from bot.model.ids import CoupleId, InboxId, InviteId, RouteId, RunId
from bot.ports import messages
from bot.ports.messages import (
    Acted,
    Attached,
    CameIn,
    Commanded,
    Edited,
    Gathered,
    Inbound,
    LeftOut,
    MovedHouse,
    PutOut,
    Wrote,
)  # fmt: skip
from bot.ports.rows import KeptRun
from bot.ports.store import Held
from bot.things.asking import Asking, Found
from bot.things.table import Doings

_OWN: Mapping[str, Callable[[Scene, Couple, RouteId], None]] = {
    parted.TAG: parted.tell,
    exporting.TAG: exporting.remind,
    pause.OVER: pause.over,
    pin.TAG: pin.over,
}
"""What alarms do that concern one partner alone; their ``wait`` is the number of the chat."""


class Engine:
    """
    The bot without platform, clock and database.

    What turns leave to be done after the commit is taken by whoever ran them (`take_left`). A turn
    that is played again leaves its things anew, and once.
    """

    def __init__(self, house: House, library: Library, doings: Doings) -> None:
        self.house = house
        self.players = Players(library)
        self.doings = doings
        self.left: dict[InboxId, Sequence[Courtesy]] = {}
        self.presses = Presses(self.players)
        self.spoken = Spoken(self.players)

    def turn(self, held: Held, inbox: InboxId, inbound: Inbound) -> None:
        """Take one event."""
        scene = Scene(self.house, held, inbox, whole(inbound.at))
        try:
            self.take(scene, inbound)
        except Exception as exc:
            self.left[inbox] = (Alert(f"a turn failed: {failure(exc)}"),)
            raise
        self.left[inbox] = scene.courtesies

    def sorry(self, held: Held, inbox: InboxId, inbound: Inbound) -> None:
        """Say one calm sentence in place of a turn that failed three times."""
        scene = Scene(self.house, held, inbox, whole(inbound.at))
        who = admit.partner(scene, inbound)
        if who is not None and inbound.private:
            scene.tell(who, Phrase("sorry"))
        self.left[inbox] = (*self.left.get(inbox, ()), *scene.courtesies)

    def take_left(self) -> Sequence[Courtesy]:
        """Give what is to be done now that all is committed, and forget it."""
        left, self.left = self.left, {}
        return [one for of_a_turn in left.values() for one in of_a_turn]

    # What is done in a turn

    def take(self, scene: Scene, inbound: Inbound) -> None:
        """Sort what came in by what it is."""
        body = inbound.body
        match body:
            case messages.Rang():
                self.rang(scene, body)
            case Acted():
                self.acted(scene, body)
            case CameIn() | PutOut() | Gathered() | MovedHouse():
                self.moved(scene, inbound, body)
            case messages.Pressed():
                self.presses.pressed(scene, inbound, body)
            case Wrote() | Commanded() | Attached() | Edited():
                self.spoken.said(scene, inbound, body)
            case LeftOut():
                admit.left_out(scene, inbound)
            case _:
                assert_never(body)

    # What nobody said

    def rang(self, scene: Scene, body: messages.Rang) -> None:
        """Take an alarm: a run's, a clock's, or a stay in a strange group that is over."""
        couple = scene.held.couple(CoupleId(body.couple))
        if couple is None:
            return
        if body.run is None:
            if body.tag.startswith(START):
                if not parted.over(couple):
                    self.players.rang(scene, couple, body.tag)
            elif body.tag in _OWN:
                _OWN[body.tag](scene, couple, RouteId(body.wait))
            elif body.tag == TELL:
                lasting.tell(scene, couple)
            elif body.tag == ERASE:
                lasting.forget(scene, couple)
            elif body.tag.startswith(TIDY):
                tidying.over(scene, couple, RouteId(body.wait), body.tag)
            elif body.tag == moving.LOOK:
                moving.looked(scene, self.players, couple, InviteId(body.wait))
            elif body.tag.startswith(absence.AWAY):
                absence.tell(scene, self.players, couple, body.tag.removeprefix(absence.AWAY))
            elif body.tag.startswith(rooms.GONE):
                rooms.leave_if_strange(scene, body.wait)
            return
        kept = self.players.run(scene, couple, RunId(body.run))
        if kept is not None:
            if body.tag == "settle":
                guard.follows(scene, couple, kept, body.wait)
            self.players.advance(scene, couple, kept, Rang(scene.now, body.wait, body.tag))

    def acted(self, scene: Scene, body: Acted) -> None:
        """Do a deed and hand what it gives to the run that waits for it."""
        couple = scene.held.couple(CoupleId(body.couple))
        kept = self.players.run(scene, couple, RunId(body.run)) if couple else None
        if couple is not None and kept is not None:
            guard.follows(scene, couple, kept, body.wait)
            # What comes after a deed was asked for as little as what came before it.
            scene.unasked = body.unasked
            found = self.done(scene, couple, kept, body)
            self.players.advance(scene, couple, kept, Done(scene.now, body.wait, found))

    def done(self, scene: Scene, couple: Couple, kept: KeptRun, body: Acted) -> Found:
        """Do a deed; one that we no longer know comes back with nothing."""
        doing = self.doings.get(body.deed)
        if doing is None:
            return {}
        cast = self.players.resting.take(couple, kept).cast
        zone = cast.person(body.seat or Seat.A).zone
        shelf = Shelves(scene.held, couple.id)
        country = zones.country_of(zone)
        asking = Asking(
            shelf, scene.now, zone, cast.hurt, body.seat, body.language, country
        )  # fmt: skip
        return doing(asking, dict(body.given))

    def moved(
        self, scene: Scene, inbound: Inbound, body: CameIn | PutOut | Gathered | MovedHouse
    ) -> None:
        """Take what happened to a chat."""
        address = inbound.address
        if address is None:
            return
        known = scene.held.route(address)
        if isinstance(body, MovedHouse):
            if known is not None:
                admit.move(scene, known[0], body.to)
        elif inbound.private:
            if known is not None:
                who = scene.held.person(known[2]) if known[2] is not None else None
                if isinstance(body, CameIn) and who is not None:
                    door.reopen(scene, who)
                else:
                    reach = Reach.OPEN if isinstance(body, CameIn) else Reach.CLOSED
                    admit.reach(scene, known[0], reach)
        else:
            self.room_changed(scene, inbound, address, body)

    def room_changed(
        self, scene: Scene, inbound: Inbound, address: Address, body: CameIn | PutOut | Gathered
    ) -> None:
        """Take what happened to a group."""
        couple = admit.couple_in(scene, address)
        if couple is None or couple.room is None:
            if isinstance(body, CameIn):
                who = admit.partner(scene, inbound)
                rooms.strange(scene, address, scene.held.couple(who.couple) if who else None)
            return
        match body:
            case CameIn():
                rooms.back(scene, couple, couple.room)
            case PutOut():
                rooms.lost(scene, couple, couple.room)
            case Gathered(present=present):
                rooms.counted(scene, couple, present)


def whole(moment: datetime) -> datetime:
    """
    Give a moment in whole milliseconds, as alarms are kept.

    An alarm would otherwise ring a fraction before the deadline that it stands for.
    """
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
