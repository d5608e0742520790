"""Content as the stage shows it."""

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
        "picture": _picture(content.picture),
    }


def _button(button: Button) -> Json:
    label = button.label if len(button.label) <= LIMITS.label else button.label[:63] + "…"
    return {"label": label or "…", "token": button.token, "link": button.link}


def _file(content: Content) -> list[list[str]]:
    """Show a file as text, below the words that go with it."""
    file = content.attachment
    if file is None:
        return []
    text = file.body.decode(errors="replace")
    return [[Style.BOLD.value, f"\n\n{file.name}\n"], [Style.PLAIN.value, text]]


def _picture(reference: str | None) -> str | None:
    # What another platform keeps cannot be shown here.
    platform, _, file = (reference or "").partition(":")
    return file if platform == PLATFORM and file else None
