"""Where the proof of secrets stands in its walk, and whose answers a name can mean there."""

from dataclasses import dataclass

from bot.flow.facts import BOTH, PUBLIC
from bot.flow.script import Place
from bot.model.couple import Role

_ALONE = {role.value: frozenset({role}) for role in Role}


@dataclass(slots=True)
class View:
    """
    Where the walk stands.

    ``lane``: outside lanes None; inside, whose it is (a role, or ``self`` when both go the same
    way). ``fork`` is what opened the lane. ``because`` is the label of what decided that we are
    here; ``heard`` says that it was also an answer of theirs that both may read. ``open`` are the
    answers that a reveal has just opened, and whose; ``reveals`` are the reveals we are below,
    ``calls`` the calls that we are in.
    """

    lane: str | None = None
    place: Place = Place.PRIVATE
    fork: str = ""
    because: str = PUBLIC
    heard: bool = False
    open: frozenset[tuple[Role, str]] = frozenset()
    reveals: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()

    def since(self, because: str, *, heard: bool) -> "View":
        """Give the same view with another reason; `replace` would take ten times as long."""
        if because == self.because and heard == self.heard:
            return self
        return View(
            self.lane, self.place, self.fork, because, heard, self.open, self.reveals, self.calls
        )

    @property
    def private_lane(self) -> bool:
        """Say whether this is one partner alone with the bot."""
        return self.lane is not None and self.place is Place.PRIVATE

    def roles(self, scope: str) -> frozenset[Role]:
        """Say whose answers a scope can mean here."""
        if scope in _ALONE:
            return _ALONE[scope]
        mine = _ALONE.get(self.lane or "")
        if scope in ("a", "b") or mine is None:
            return BOTH
        return BOTH - mine if scope == "partner" else mine
