"""The couples to start from, as they are offered."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Start:
    """One couple: what it is called, and the file it is played from (None: nothing is played)."""

    title: str
    about: str
    file: str | None


STARTS: Mapping[str, Start] = {
    "checkin": Start("About to check in", "A couple with a room; the first check-in begins.", None),
    "arrived": Start("New couple", "The two have just found each other.", None),
    "strangers": Start("Nobody yet", "Two empty phones: the way in, from the first word.", None),
    "week3": Start("Week 3", "Step 1 behind them, and two check-ins.", "week3.yaml"),
    "agreements": Start(
        "Step 4, with agreements",
        "A need was said, answered and signed; its first week was kept.",
        "agreements.yaml",
    ),
    "red": Start(
        "Not safe", "One of the two is not safe; the other phone shows nothing of it.", "red.yaml"
    ),
    "parted": Start(
        "Parted", "One of the two has left; what stays, and what does not.", "parted.yaml"
    ),
}
