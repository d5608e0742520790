"""Content as the stage shows it."""

from base64 import b64encode
from datetime import timedelta

from adapters.playground.line import Json
from bot.model.words import Style
from bot.ports.gateway import Limits
from bot.ports.letters import Button, Content

PLATFORM = "playground"
LIMITS = Limits(text=4000, label=64, recall=timedelta(hours=48))


def shown(content: Content) -> Json:
    """Give a letter's content as plain JSON; words stay spans and never become markup."""
    return {
        "spans": [*([span.style.value, span.text] for span in content.words), *_file(content)],
        "rows": [[_button(one) for one in row] for row in content.rows],
        "asks": content.reply,
        "protect": content.protect,
        "silent": content.silent,
        "language": content.language,
        "picture": _picture(content),
    }


def _button(button: Button) -> Json:
    label = button.label if len(button.label) <= LIMITS.label else button.label[:63] + "…"
    return {"label": label or "…", "token": button.token, "link": button.link}


def _file(content: Content) -> list[list[str]]:
    """Show a file as text, below the words that go with it."""
    file = content.attachment
    if file is None or file.is_picture:
        return []
    text = file.body.decode(errors="replace") if file.is_text else ""
    return [[Style.BOLD.value, f"\n\n{file.name}\n"], [Style.PLAIN.value, text]]


def _picture(content: Content) -> str | None:
    file = content.attachment
    if file is not None and file.is_picture:
        kind = "png" if file.name.endswith(".png") else "jpeg"
        return f"data:image/{kind};base64,{b64encode(file.body).decode('ascii')}"
    # What another platform keeps cannot be shown here.
    platform, _, name = (content.picture or "").partition(":")
    return name if platform == PLATFORM and name else None
