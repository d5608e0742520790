"""Draw chats as the two apps do, side by side on one page."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.screens.bubbles import Bubble

STYLE = Path(__file__).with_name("screens.css")


@dataclass(frozen=True, slots=True)
class Screen:
    """One phone: in which app (``telegram``, ``discord``), its title, and what it shows."""

    app: str
    title: str
    under: str
    bubbles: Sequence[Bubble]


def page(screens: Sequence[Screen], look: str) -> str:
    """Draw them; ``look`` is light or dark."""
    phones = "".join(phone(one) for one in screens)
    style = STYLE.read_text("utf-8")
    return (
        f'<!doctype html><html lang="en" data-look="{look}"><meta charset="utf-8">'
        f"<title>Mortar</title><style>{style}</style><body>{phones}</body></html>"
    )


def phone(screen: Screen) -> str:
    """Draw one phone."""
    letters = "".join(drawn(screen.app, one) for one in screen.bubbles)
    face = html.escape(screen.title[:1])
    bar = "Message" if screen.app == "telegram" else f"Message {screen.title}"
    return (
        f'<section class="phone {screen.app}"><header><span class="face">{face}</span>'
        f"<div><h2>{html.escape(screen.title)}</h2><p>{html.escape(screen.under)}</p></div></header>"
        f'<ol>{letters}</ol><footer><span class="bar">{html.escape(bar)}</span></footer></section>'
    )


def drawn(app: str, one: Bubble) -> str:
    """Draw one message."""
    if one.service:
        return f'<li class="service"><span>{one.inside}</span></li>'
    kind = "own" if one.own else "theirs"
    quoted = f"<blockquote>{html.escape(one.quoted)}</blockquote>" if one.quoted else ""
    signs = "".join(f'<i class="sign">{html.escape(note)}</i>' for note in one.notes)
    rows = "".join(
        f"<div>{''.join(f'<button>{html.escape(label)}</button>' for label in row)}</div>"
        for row in one.rows
    )
    keys = f'<div class="keys">{rows}</div>' if rows else ""
    name = html.escape(one.author)
    tag = '<em class="app">APP</em>' if one.bot and app == "discord" else ""
    face = f'<span class="face {kind}">{name[:1]}</span>'
    head = f"<h3>{name}{tag}<time>{one.at}</time></h3>" if app == "discord" else ""
    foot = f"<small>{signs}<time>{one.at}</time></small>" if app == "telegram" else signs
    if app == "telegram" and not one.own:
        head = f"<h3>{name}</h3>"
    return (
        f'<li class="{kind}">{face}<div class="body">{quoted}<div class="bubble">{head}'
        f"<p>{one.inside}</p>{foot}</div>{keys}</div></li>"
    )
