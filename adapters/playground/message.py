"""A message as it stands in a chat on the stage."""

from dataclasses import dataclass, field
from datetime import datetime

from adapters.playground.line import Json

BOT = "bot"


@dataclass(slots=True)
class Message:
    """
    One bubble.

    ``by`` is `BOT`, a person, or "" for a line about the chat itself. ``spans`` are pairs of a
    style and words. ``only`` is the one person who sees it, where it is for one moment only.
    ``rows`` are the buttons, ``offered`` those that stood there when it came.
    ``kind`` is ``text`` or what else was sent. One that is ``gone`` was taken back or deleted.
    """

    id: str
    chat: str
    by: str
    at: datetime
    spans: list[list[str]]
    kind: str = "text"
    rows: list[list[Json]] = field(default_factory=list)
    offered: list[list[Json]] = field(default_factory=list)
    only: str | None = None
    reply_to: str | None = None
    language: str = ""
    protect: bool = False
    silent: bool = False
    asks: bool = False
    edited: bool = False
    gone: bool = False
    picture: str | None = None

    @property
    def text(self) -> str:
        """Give what a person reads."""
        return "".join(words for _, words in self.spans)

    @property
    def labels(self) -> list[str]:
        """Give the labels of the buttons, as they are counted."""
        return [one["label"] for row in self.rows for one in row]

    def plain(self) -> Json:
        """
        Give it as the page is told.

        What is gone says nothing any more, and a button's token is only known by its place.
        """
        shown: Json = {"id": self.id, "chat": self.chat, "by": self.by, "at": self.at.isoformat()}
        if self.gone:
            return {**shown, "gone": True}
        rows = [[{"label": one["label"], "link": one.get("link")} for one in r] for r in self.rows]
        return {
            **shown, "spans": self.spans, "kind": self.kind, "rows": rows, "only": self.only,
            "reply_to": self.reply_to, "language": self.language, "protect": self.protect,
            "silent": self.silent, "asks": self.asks, "edited": self.edited,
            "picture": self.picture,
        }  # fmt: skip
