"""Errors as the Bot API words them, and the one for a test that asks for the impossible."""

from tests.emulators.telegram_types import JsonObject


class ApiError(Exception):
    """Refuse a call; nothing has changed."""

    def __init__(self, code: int, description: str, parameters: JsonObject | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def body(self) -> JsonObject:
        """Give the JSON that the real server answers."""
        body: JsonObject = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class Impossible(AssertionError):
    """A test lets somebody do what their app would not let them do."""


def bad_request(what: str, parameters: JsonObject | None = None) -> ApiError:
    """Word a 400."""
    return ApiError(400, f"Bad Request: {what}", parameters)


def forbidden(what: str) -> ApiError:
    """Word a 403."""
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    """Word a 409."""
    return ApiError(409, f"Conflict: {what}")


def flooded(seconds: int) -> ApiError:
    """Word a 429."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
