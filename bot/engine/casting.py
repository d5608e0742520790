"""What flows may know of a couple, and how often a couple may have a flow."""

from datetime import UTC, datetime, tzinfo

from bot.engine import zones
from bot.flow import times
from bot.flow.cast import Cast, Person
from bot.flow.script import Once, Script
from bot.model.couple import Couple, Seat
from bot.model.profile import Profile

_NOBODY = Person("…", "en", UTC)


def cast_of(couple: Couple, starter: Seat | None) -> Cast:
    """
    Give what flows may know of a couple.

    With two breaches a run is about the one in which its starter was hurt.
    """
    seats = [one.hurt for one in couple.breaches] or [Seat.A]
    hurt = starter if starter in seats else seats[0]
    people = {one.seat: _person(one.profile) for one in couple.partners}
    a, b = people.get(Seat.A) or _NOBODY, people.get(Seat.B) or _NOBODY
    language = couple.partners[0].profile.language
    return Cast(a, b, hurt, couple.room is not None, language)


def _person(known: Profile) -> Person:
    zone = zones.zone_of(known.zone)
    return Person(known.name, known.language, zone, known.quiet, known.gender)


def once_key(script: Script, moment: datetime, zone: tzinfo) -> str | None:
    """Name the time in which a couple has this flow once; None when there is no such limit."""
    match script.once:
        case Once.DAY:
            return f"day:{moment.astimezone(zone):%Y-%m-%d}"
        case Once.WEEK:
            return f"week:{times.week_of(moment, zone)}"
        case Once.EVER:
            return "ever"
        case None:
            return None
