"""How Discord says no."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from tests.emulators.discord.world import JsonObject


def written(
    body: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    """Write JSON under exactly the name that Discord gives it, without a character set."""
    data = json.dumps(body).encode()
    return web.Response(body=data, status=status, headers=headers, content_type="application/json")


@dataclass(slots=True)
class Problem(Exception):
    """An error with Discord's own code, as its documentation lists them."""

    status: int
    code: int
    message: str
    errors: JsonObject = field(default_factory=dict)

    def response(self) -> web.Response:
        """Write it as Discord does."""
        body: JsonObject = {"code": self.code, "message": self.message}
        if self.errors:
            body["errors"] = self.errors
        return written(body, self.status)


def unauthorized() -> Problem:
    """401: a wrong token."""
    return Problem(401, 0, "401: Unauthorized")


def no_access() -> Problem:
    """The bot is not there."""
    return Problem(403, 50001, "Missing Access")


def no_right() -> Problem:
    """The bot is there and may not."""
    return Problem(403, 50013, "Missing Permissions")


def archived() -> Problem:
    """A thread was put away: nothing changes there until somebody writes."""
    return Problem(400, 50083, "Thread is archived")


def unknown(what: str, code: int) -> Problem:
    """Something is not there."""
    return Problem(404, code, f"Unknown {what}")


def invalid(path: str, message: str) -> Problem:
    """50035: a field that does not fit, by its dotted name."""
    errors: JsonObject = {"_errors": [{"code": "INVALID", "message": message}]}
    for part in reversed(path.split(".")):
        errors = {part: errors}
    return Problem(400, 50035, "Invalid Form Body", errors)
