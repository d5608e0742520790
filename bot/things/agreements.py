"""
The agreement ledger: what the two agreed on, whom it binds, until when, and how it went.

An agreement stands on the couple's shelf and both may read it. How it went is told week by week
by who was to receive what was promised; nothing is counted as missed because nobody spoke.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.flow.cast import Value
from bot.model.couple import Role
from bot.things.asking import Asking, Found, Given
from bot.things.shelf import Thing

KIND = "agreement"
BOTH = "both"
KEPT, MISSED, CHANGED = "kept", "missed", "changed"
HOW = (KEPT, MISSED, CHANGED)


def add(asking: Asking, given: Given) -> Found:
    """Note a new one; on whom it binds, a seat is kept, so that another breach changes nothing."""
    whom = str(given["by"])
    by = BOTH if whom not in list(Role) else asking.at(Role(whom)).value
    fields: dict[str, Value] = {
        "what": str(given["what"]), "by": by, "kept": str(given["kept"]),
        "until": str(given["until"]), "told": (), "closed": False,
    }  # fmt: skip
    return {"id": asking.shelf.add(KIND, None, asking.now, fields).id}


def following(asking: Asking, given: Given) -> Found:
    """Give the next one that is not closed; one whose last day has passed says so (``over``)."""
    after = given.get("after")
    number = after if isinstance(after, int) else 0
    for one in standing(asking):
        if one.id > number:
            return {
                "id": one.id, "what": one.fields["what"], "by": role_of(asking, one),
                "kept": one.fields["kept"], "until": one.fields["until"],
                "over": last_day(one) < asking.today,
            }  # fmt: skip
    return {}


def tell(asking: Asking, given: Given) -> Found:
    """Note how one went; a second word on the same day takes the place of the first."""
    one, how = by_number(asking, given), str(given["how"])
    if one is not None and how in HOW:
        day = asking.today.isoformat()
        before = [entry for entry in told(one) if not entry.startswith(day)]
        asking.shelf.save(one.having(told=(*before, f"{day} {how}")))
    return {}


def extend(asking: Asking, given: Given) -> Found:
    """Give one another last day."""
    one = by_number(asking, given)
    if one is not None:
        asking.shelf.save(one.having(until=str(given["until"])))
    return {}


def close(asking: Asking, given: Given) -> Found:
    """End one."""
    one = by_number(asking, given)
    if one is not None:
        asking.shelf.save(one.having(closed=True))
    return {}


def load(asking: Asking, _: Given) -> Found:
    """Count how many bind each; what binds both counts for each of them."""
    bound = [role_of(asking, one) for one in standing(asking) if last_day(one) >= asking.today]
    each = {role.value: sum(by in (role.value, BOTH) for by in bound) for role in Role}
    return {"all": len(bound), **each}


def rate(asking: Asking, given: Given) -> Found:
    """Give how many of a hundred promises were kept; one that was changed was none."""
    weeks = given.get("weeks")
    since = asking.today - timedelta(weeks=weeks if isinstance(weeks, int) else 1)
    entries = [
        how
        for one in asking.shelf.all(KIND, None)
        for day, how in spoken(one)
        if day > since and how != CHANGED
    ]
    if not entries:
        return {}
    return {"percent": round(100 * entries.count(KEPT) / len(entries))}


def standing(asking: Asking) -> Iterator[Thing]:
    """Give those that are not closed, oldest first."""
    return (one for one in asking.shelf.all(KIND, None) if not one.fields["closed"])


def by_number(asking: Asking, given: Given) -> Thing | None:
    """Find one by its number."""
    return next((one for one in standing(asking) if one.id == given.get("id")), None)


def last_day(one: Thing) -> date:
    """Give the last day on which it binds."""
    return date.fromisoformat(str(one.fields["until"]))


def role_of(asking: Asking, one: Thing) -> str:
    """Say whom it binds, by where they stand in this breach."""
    by = one.fields["by"]
    return next((role.value for role in Role if asking.at(role) == by), BOTH)


def told(one: Thing) -> tuple[str, ...]:
    """Give what was told of it, as it is kept: a day, and how it went."""
    kept = one.fields["told"]
    return kept if isinstance(kept, tuple) else ()


def spoken(one: Thing) -> Iterator[tuple[date, str]]:
    """Give what was told of it: on which day, and how it went."""
    for entry in told(one):
        day, _, how = entry.partition(" ")
        yield date.fromisoformat(day), how
