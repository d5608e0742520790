"""What hangs below a message: buttons, a list to choose from, and the field for free text."""

from collections.abc import Sequence
from typing import Any

from adapters.discord.literal import cut
from adapters.discord.wording import Wording
from bot.ports.letters import Button

JsonObject = dict[str, Any]

ROW, BUTTON, CHOICE, FIELD, LABELLED = 1, 2, 3, 4, 18
GREY, LINK = 2, 5
IN_A_ROW, ROWS = 5, 5
MOST_OPTIONS = 25
MOST_LABEL, MOST_OPTION, MOST_TITLE = 80, 100, 45
MOST_WRITTEN = 4000
WRITE, PICK, WROTE = "mortar:write", "mortar:pick:", "mortar:wrote:"
TEXT = "text"


def below(rows: Sequence[Sequence[Button]], write: str | None) -> list[JsonObject]:
    """
    Lay out the buttons; ``write`` is the label of one more, which opens the field for free text.

    Rows stay as they are where they fit. Where they do not, they are filled up; and where there
    are more buttons than a message may have, there is a list to choose from instead.
    """
    own = [_written(write)] if write is not None else []
    laid = [
        [_button(one) for one in row[at : at + IN_A_ROW]]
        for row in rows
        for at in range(0, len(row), IN_A_ROW)
    ]
    if own:
        laid.append(own)
    if len(laid) > ROWS:
        laid = _filled([one for row in laid for one in row])
    if len(laid) > ROWS:
        laid = _listed([one for row in rows for one in row], own)
    return [{"type": ROW, "components": row} for row in laid]


def field_for(message: str, wording: Wording) -> JsonObject:
    """Give the field for free text, as an answer to the press that opens it."""
    field = {
        "type": FIELD,
        "custom_id": TEXT,
        "style": 2,
        "required": True,
        "max_length": MOST_WRITTEN,
    }
    return {
        "custom_id": f"{WROTE}{message}",
        "title": cut(wording.title, MOST_TITLE),
        "components": [
            {"type": LABELLED, "label": cut(wording.field, MOST_TITLE), "component": field}
        ],
    }


def written(data: JsonObject) -> str:
    """Read what was written into the field."""
    for row in data.get("components", ()):
        for field in (row.get("component"), *row.get("components", ())):
            if field and field.get("custom_id") == TEXT:
                return str(field.get("value") or "")
    return ""


def _button(one: Button) -> JsonObject:
    shown: JsonObject = {"type": BUTTON, "label": cut(one.label, MOST_LABEL) or "…"}
    if one.link is not None:
        return shown | {"style": LINK, "url": one.link}
    return shown | {"style": GREY, "custom_id": one.token}


def _written(label: str) -> JsonObject:
    return _button(Button(label, WRITE))


def _filled(buttons: list[JsonObject]) -> list[list[JsonObject]]:
    return [buttons[at : at + IN_A_ROW] for at in range(0, len(buttons), IN_A_ROW)]


def _listed(buttons: Sequence[Button], own: list[JsonObject]) -> list[list[JsonObject]]:
    options = [
        {"label": cut(one.label, MOST_OPTION) or "…", "value": one.token}
        for one in buttons
        if one.link is None
    ]
    links = _filled([*(_button(one) for one in buttons if one.link is not None), *own])
    lists: list[list[JsonObject]] = [
        [{"type": CHOICE, "custom_id": f"{PICK}{at}", "options": options[at : at + MOST_OPTIONS]}]
        for at in range(0, len(options), MOST_OPTIONS)
    ]
    return [*lists[:ROWS], *links][:ROWS]
