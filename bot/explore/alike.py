"""Hold two conversations side by side that must not be told apart."""

from bot.explore.case import Broken, Oracle
from bot.explore.promises import Promises
from bot.explore.session import Session
from bot.model.couple import Seat


def look_alike(first: Session, second: Session, secret: Seat) -> None:
    """
    Hold what the other was shown in two conversations side by side.

    Where the two came to share something else, or one acted in public as the other did not,
    there is nothing to compare.
    """
    if not comparable(first, second, secret):
        return
    one, two = first.seen_by(secret.other), second.seen_by(secret.other)
    if one == two:
        return
    at = next(
        (n for n, (mine, theirs) in enumerate(zip(one, two, strict=False)) if mine != theirs),
        min(len(one), len(two)),
    )
    mine, theirs = one[at] if at < len(one) else None, two[at] if at < len(two) else None
    telling = [shown for shown in (mine, theirs) if shown]
    shown = min(telling, key=lambda each: each[0])
    rest = " and ".join(
        f"“{each[2]}” at {each[0]:%d %b %H:%M:%S}" if each else "nothing" for each in (mine, theirs)
    )
    said = f"'{secret.other}' is shown {rest}"
    chat = "group" if shown[1] == "room" else secret.other.value
    known = [each[2] for each in (two if shown is mine else one) if each[0] <= shown[0]]
    words = shown[2] if shown[2] not in known else ""
    raise Broken(Oracle.TWINS, said, shown[0], chat, words)


def comparable(first: Session, second: Session, secret: Seat) -> bool:
    """Say whether all that differs is what one partner said in private and shared with nobody."""
    one, two = first.looker, second.looker
    if not isinstance(one, Promises) or not isinstance(two, Promises):
        return False
    mine, theirs = ([each for each in p.public if each[0] is secret] for p in (one, two))
    if mine != theirs or one.mutual != two.mutual:
        return False
    return not one.mutual or _left(one, secret) == _left(two, secret)


def _left(promises: Promises, seat: Seat) -> list[object]:
    return [(at, fork) for who, at, fork in promises.through if who is seat]
