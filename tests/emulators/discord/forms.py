"""Hold what the bot sends against the limits that Discord writes in prose."""

from tests.emulators.discord.problem import Problem, invalid
from tests.emulators.discord.world import EPHEMERAL, SILENT, V2, JsonObject

MOST_LETTERS, MOST_V2_LETTERS, MOST_V2_PARTS = 2000, 4000, 40
BUTTON, MENU, ROW = 2, 3, 1


def message(body: JsonObject, *, editing: bool = False) -> None:
    """Raise a `Problem` when a message cannot be posted like this."""
    content = body.get("content") or ""
    flags = body.get("flags") or 0
    parts = body.get("components") or []
    if flags & V2:
        _version_two(body, parts)
        return
    if len(content) > MOST_LETTERS:
        raise invalid("content", f"Must be {MOST_LETTERS} or fewer in length.")
    if not editing and not (content.strip() or body.get("embeds") or body.get("attachments")):
        raise Problem(400, 50006, "Cannot send an empty message")
    if flags & ~(EPHEMERAL | SILENT | V2 | 4):
        raise invalid("flags", "Unknown flags.")
    if len(parts) > 5:
        raise invalid("components", "Must be between 1 and 5 in length.")
    seen: set[str] = set()
    for at, row in enumerate(parts):
        where = f"components.{at}"
        if row.get("type") != ROW:
            raise invalid(f"{where}.type", 'Value of field "type" must be one of (1,).')
        _row(row.get("components") or [], f"{where}.components", seen)


def _version_two(body: JsonObject, parts: list[JsonObject]) -> None:
    if body.get("content") or body.get("embeds"):
        raise invalid("content", "The 'content' field cannot be used with components version 2.")
    everything = list(_all(parts))
    if len(everything) > MOST_V2_PARTS:
        raise invalid("components", f"Must be {MOST_V2_PARTS} or fewer.")
    if sum(len(one.get("content") or "") for one in everything) > MOST_V2_LETTERS:
        raise invalid("components", f"Must be {MOST_V2_LETTERS} or fewer in length.")
    seen: set[str] = set()
    for one in everything:
        if one.get("type") == ROW:
            _row(one.get("components") or [], "components", seen)


def _all(parts: list[JsonObject]) -> list[JsonObject]:
    found = []
    for one in parts:
        found.append(one)
        found += _all([*(one.get("components") or []), *filter(None, [one.get("accessory")])])
    return found


def _row(parts: list[JsonObject], where: str, seen: set[str]) -> None:
    if not 1 <= len(parts) <= 5:
        raise invalid(where, "Must be between 1 and 5 in length.")
    for at, one in enumerate(parts):
        here = f"{where}.{at}"
        if one["type"] == MENU and len(parts) > 1:
            raise invalid(here, "A menu stands alone in its row.")
        if one["type"] == BUTTON:
            _button(one, here)
        if one["type"] == MENU and not 1 <= len(one.get("options") or []) <= 25:
            raise invalid(f"{here}.options", "Must be between 1 and 25 in length.")
        for option in one.get("options") or []:
            if not 1 <= len(option["label"]) <= 100 or not 1 <= len(option["value"]) <= 100:
                raise invalid(f"{here}.options", "Must be between 1 and 100 in length.")
        name = one.get("custom_id")
        if name is None:
            continue
        if not 1 <= len(name) <= 100:
            raise invalid(f"{here}.custom_id", "Must be between 1 and 100 in length.")
        if name in seen:
            raise invalid(f"{here}.custom_id", "Component custom id cannot be duplicated")
        seen.add(name)


def _button(one: JsonObject, here: str) -> None:
    if len(one.get("label") or "") > 80:
        raise invalid(f"{here}.label", "Must be 80 or fewer in length.")
    if not (one.get("label") or one.get("emoji")):
        raise invalid(here, "A button has a label or an emoji.")
    if (one.get("style") == 5) == bool(one.get("custom_id")):
        raise invalid(here, "A link has a url, every other button a custom id.")


def modal(body: JsonObject) -> None:
    """Raise a `Problem` when a window cannot be shown like this."""
    if not 1 <= len(body.get("title") or "") <= 45:
        raise invalid("title", "Must be between 1 and 45 in length.")
    if not 1 <= len(body.get("custom_id") or "") <= 100:
        raise invalid("custom_id", "Must be between 1 and 100 in length.")
    parts = body.get("components") or []
    if not 1 <= len(parts) <= 5:
        raise invalid("components", "Must be between 1 and 5 in length.")
    for one in fields(parts):
        if len(one.get("label") or "") > 45 or one.get("max_length", 4000) > 4000:
            raise invalid("components", "Must be 45 or fewer in length.")


def fields(parts: list[JsonObject]) -> list[JsonObject]:
    """Give the text fields of a window, old rows and new labels alike."""
    inside = [
        part for one in parts for part in [*(one.get("components") or []), one.get("component")]
    ]
    return [one for one in inside if one and one.get("type") == 4]


def command(body: JsonObject) -> None:
    """Raise a `Problem` when a command cannot be registered like this."""
    names = [body["name"], *(body.get("name_localizations") or {}).values()]
    for name in names:
        if not 1 <= len(name) <= 32 or name != name.lower() or " " in name:
            raise invalid("name", "String value did not match validation regex.")
    abouts = [body["description"], *(body.get("description_localizations") or {}).values()]
    options = body.get("options") or []
    if any(
        not 1 <= len(one) <= 100 for one in [*abouts, *(each["description"] for each in options)]
    ):
        raise invalid("description", "Must be between 1 and 100 in length.")
    if len(options) > 25 or sorted(options, key=lambda one: not one.get("required")) != options:
        raise invalid("options", "Required options must be placed before non-required options.")
