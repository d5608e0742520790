"""What flows may know of a couple, and how often a couple may have a flow."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from bot.engine import zones
from bot.flow import times
from bot.flow.cast import Cast, Person
from bot.flow.script import Once, Script
from bot.model.couple import Couple, Role, Seat
from bot.model.profile import Profile

_NOBODY = Person("…", "en", UTC)


def cast_of(couple: Couple, starter: Seat | None, alone: str = "") -> Cast:
    """
    Give what flows may know of a couple.

    With two breaches a run is about the one in which its starter was hurt. ``alone`` is who has
    the flow alone, as its script says: then it is the starter's own, and about a breach in which
    they stand where the flow wants them.
    """
    seats = hurt_in(couple)
    hurt = starter if starter is not None and starter in seats else seats[0]
    if alone == Role.REPAIRING and starter is not None and starter.other in seats:
        hurt = starter.other
    people = {one.seat: _person(one.profile) for one in couple.partners}
    a, b = people.get(Seat.A) or _NOBODY, people.get(Seat.B) or _NOBODY
    language = couple.partners[0].profile.language
    own = starter if alone else None
    return Cast(a, b, hurt, couple.room is not None, language, own=own)


def hurt_in(couple: Couple) -> Sequence[Seat]:
    """
    Give who was hurt, once for each breach.

    Somebody who is still alone here has said where they stand; both sides is two breaches.
    """
    found = [one.hurt for one in couple.breaches]
    if not found and len(couple.partners) == 1:
        who = couple.partners[0]
        ways = {"hurt": [who.seat], "repairing": [who.seat.other]}
        found = ways.get(who.profile.side or "", [who.seat, who.seat.other])
    return found or [Seat.A]


def seats_for(script: Script, couple: Couple) -> Sequence[Seat]:
    """Give who may have a flow alone, by where they stand."""
    hurt = hurt_in(couple)
    match script.alone:
        case Role.HURT.value:
            return hurt
        case Role.REPAIRING.value:
            return [seat.other for seat in hurt]
        case _:
            return list(Seat)


def _person(known: Profile) -> Person:
    zone = zones.zone_of(known.zone)
    return Person(known.name, known.language, zone, known.quiet, known.gender)


def once_key(script: Script, moment: datetime, zone: tzinfo) -> str | None:
    """Name the time in which this flow is had once; None when there is no such limit."""
    match script.once:
        case Once.DAY:
            return f"day:{moment.astimezone(zone):%Y-%m-%d}"
        case Once.WEEK:
            return f"week:{times.week_of(moment, zone)}"
        case Once.EVER:
            return "ever"
        case None:
            return None
