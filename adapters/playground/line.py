"""How the gateway and the stage speak: one question, one answer, all of it JSON."""

from typing import Any, Protocol

Json = dict[str, Any]


class LineBroken(Exception):
    """Whoever is at the other end has gone; nobody knows whether the last thing was heard."""


class Line(Protocol):
    """The way from the gateway to the stage, in one process or through a pipe."""

    async def ask(self, method: str, given: Json) -> Json:
        """Ask the stage for something. Raises `LineBroken`."""
