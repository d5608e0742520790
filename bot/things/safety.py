"""
How safe somebody is: one value that fades, and what it holds back between the two.

What was answered in the private screen is not kept, only the tier that follows from it, on the
shelf of who answered. Nothing here is ever shown to the other, nor that it is there: what is held
back looks like nobody pressing, or like a no.

The tiers follow the product's own rule, which nobody has validated: red for fear, force, harm,
threats, or trouble if this were seen; amber for humiliation alone, for what is long ago, for three
or more of six in PHQ-2 or GAD-2 (Kroenke 2003, 2007), for thoughts of not living on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from bot.model.couple import Seat
from bot.things.asking import Asking, Found, Given
from bot.things.shelf import Shelf

KIND = "tier"
UNTOLD = frozenset({KIND})
"""Kinds of things that are not even handed out to who they belong to: a phone has other eyes."""
LIGHT, NEVER = "light", "never"
CALM = timedelta(days=7)
"""How much later a second calm screen has to be, so that somebody lowers their own tier."""
POSITIVE = 3
"""From here on PHQ-2 and GAD-2 count (0 to 6 each)."""
FEW = 2
"""From so many control items on they count as one of the red ones."""


class Tier(IntEnum):
    """How careful to be."""

    CALM = 0
    AMBER = 1
    RED = 2


LASTS = {
    Tier.CALM: timedelta(days=0), Tier.AMBER: timedelta(days=30), Tier.RED: timedelta(days=90),
}  # fmt: skip
"""How long a tier stands before it fades into the one below."""
_RED = ("afraid", "forced", "hurt", "threatened", "trouble")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands. ``since`` is when they said so, ``calm`` when a screen was calm."""

    tier: Tier
    since: datetime
    way: str = LIGHT
    calm: datetime | None = None

    def at(self, now: datetime) -> Tier:
        """Give the tier that is left of it by then."""
        tier, since = self.tier, self.since
        while tier is not Tier.CALM and now - since >= LASTS[tier]:
            since += LASTS[tier]
            tier = Tier(tier - 1)
        return tier


def screen(asking: Asking, given: Given) -> Found:
    """
    Take what was answered in private; give the tier that stands afterwards.

    One calm answer never clears a flag: it takes a second calm screen, a week later or more.
    """
    found, before = tier_of(given), standing(asking.shelf, asking.seat)
    now = before.at(asking.now) if before else Tier.CALM
    if before is None or found >= now:
        keep(asking, Standing(found, asking.now, before.way if before else LIGHT))
        return {"tier": found.name.lower()}
    if before.calm is not None and asking.now - before.calm >= CALM:
        keep(asking, Standing(found, asking.now, before.way))
        return {"tier": found.name.lower()}
    keep(asking, Standing(before.tier, before.since, before.way, before.calm or asking.now))
    return {"tier": now.name.lower()}


def tier(asking: Asking, _: Given) -> Found:
    """Give the tier of who asks."""
    found = standing(asking.shelf, asking.seat)
    return {"tier": (found.at(asking.now) if found else Tier.CALM).name.lower()}


def choose(asking: Asking, given: Given) -> Found:
    """Note what somebody at red wants of sittings: light ones only, or never any."""
    found = standing(asking.shelf, asking.seat)
    if found is not None and given.get("way") in (LIGHT, NEVER):
        keep(asking, Standing(found.tier, found.since, str(given["way"]), found.calm))
    return {}


def holds(shelf: Shelf, now: datetime, *, heavy: bool) -> bool:
    """Say whether somebody's safety keeps a flow from opening anything between the two."""
    return any(
        found.at(now) is Tier.RED and (heavy or found.way == NEVER)
        for seat in Seat
        if (found := standing(shelf, seat)) is not None
    )


def tier_of(given: Given) -> Tier:
    """Give the tier that answers make; what was skipped counts as no."""
    controlled = _number(given, "control") >= FEW
    if controlled or any(given.get(one) is True for one in _RED):
        return Tier.AMBER if given.get("long_ago") is True else Tier.RED
    low = max(_number(given, "low"), _number(given, "worried")) >= POSITIVE
    if low or given.get("humiliated") is True or given.get("not_living") is True:
        return Tier.AMBER
    return Tier.CALM


def standing(shelf: Shelf, seat: Seat | None) -> Standing | None:
    """Read where somebody stands; None when they were never asked."""
    found = shelf.all(KIND, seat) if seat is not None else ()
    if not found:
        return None
    its = found[-1].fields
    calm = its.get("calm")
    return Standing(
        Tier(int(str(its["tier"]))),
        datetime.fromisoformat(str(its["since"])),
        str(its["way"]),
        datetime.fromisoformat(calm) if isinstance(calm, str) else None,
    )


def keep(asking: Asking, now: Standing) -> None:
    """Put it in the place of what stood there; nothing tells what was before."""
    for old in asking.shelf.all(KIND, asking.seat):
        asking.shelf.remove(old)
    fields: dict[str, str | int] = {
        "tier": int(now.tier), "since": now.since.isoformat(), "way": now.way,
    }  # fmt: skip
    if now.calm is not None:
        fields["calm"] = now.calm.isoformat()
    asking.shelf.add(KIND, asking.seat, asking.now, fields)


def _number(given: Given, name: str) -> int:
    value = given.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
