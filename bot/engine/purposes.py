"""What somebody's consent is asked for, and whether it stands."""

from bot.model.couple import Partner

STORING, TOGETHER, REMINDERS = "storing", "together", "reminders"
PURPOSES = (STORING, TOGETHER, REMINDERS)


def agrees(who: Partner | None, purpose: str) -> bool:
    """
    Say whether somebody's consent stands; what they took back is in their profile.

    Without *storing* there is nothing that the others could be about.
    """
    refused = who.profile.discretion.refused if who is not None else ()
    return purpose not in refused and STORING not in refused


def takes_part(who: Partner | None, *, alone: bool) -> bool:
    """Say whether somebody wants flows of that kind: what they have alone, or what both have."""
    return agrees(who, STORING if alone else TOGETHER)
