"""What a bot hangs under a message: inline keyboards, reply keyboards, forced replies."""

from dataclasses import dataclass

from tests.emulators.telegram_errors import ApiError, bad_request
from tests.emulators.telegram_state import Button
from tests.emulators.telegram_types import JsonObject

LOOKS = frozenset({"text", "style", "icon_custom_emoji_id"})
STYLES = frozenset({"danger", "success", "primary"})
INTERFACES = ("keyboard", "remove_keyboard", "force_reply")
MOST_BUTTONS = 100
MOST_BYTES = 64

Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """Buttons of the message, or a change of the reader's own keyboard."""

    keyboard: Keyboard = ()
    interface: JsonObject | None = None


def checked_markup(raw: object) -> Markup:
    """Read a reply markup; refuse what the real server refuses."""
    if raw is None:
        return Markup()
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in raw:
        return Markup(keyboard=_keyboard(raw["inline_keyboard"]))
    if any(raw.get(name) for name in INTERFACES):
        return Markup(interface=raw)
    return Markup()


def _keyboard(raw: object) -> Keyboard:
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        raise bad_request(
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    keyboard = tuple(tuple(_button(each) for each in row) for row in raw if row)
    if sum(len(row) for row in keyboard) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return keyboard


def _button(raw: object) -> Button:
    if not isinstance(raw, dict):
        raise _unparsed("InlineKeyboardButton must be an Object")
    label = raw.get("text")
    if not isinstance(label, str) or not label:
        raise _unparsed('field "text" must be a non-empty String')
    if "style" in raw and raw["style"] not in STYLES:
        raise _unparsed("invalid button style specified")
    actions = [name for name in raw if name not in LOOKS]
    if not actions:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    # The real server takes the first action that it knows and is silent about the others.
    if len(actions) > 1:
        raise _unparsed(f"exactly one action expected, got {', '.join(sorted(actions))}")
    data = _data(raw["callback_data"]) if "callback_data" in raw else None
    return Button(label, data, dict(raw))


def _data(raw: object) -> str:
    if not isinstance(raw, str) or not 1 <= len(raw.encode("utf-8", "replace")) <= MOST_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return raw


def _unparsed(why: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {why}")
