"""Content as Discord shows it: a text in markdown, and what hangs below."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from adapters.discord.buttons import MOST_LABEL, below
from adapters.discord.literal import bare, markdown
from adapters.discord.wording import Wording
from bot.model.words import Words
from bot.ports.gateway import Limits
from bot.ports.letters import Attachment, Content

JsonObject = dict[str, Any]

# Less than the 2000 that Discord takes, so that backslashes and a line of ours before it still fit.
# Its own messages a bot may delete at any age, but after two weeks hardly more than one at a time.
LIMITS = Limits(text=1900, label=MOST_LABEL, recall=timedelta(days=14), served=True, theirs=False)
NO_PREVIEW, UNSEEN, SILENT = 1 << 2, 1 << 6, 1 << 12
NOBODY: JsonObject = {"parse": []}
PLATFORM = "discord"


@dataclass(frozen=True, slots=True)
class Shown:
    """
    A message before it is written down for Discord.

    ``picture`` names the channel, the message and the attachment it came with. ``file`` goes with
    it.
    """

    words: Words
    components: tuple[JsonObject, ...]
    silent: bool
    picture: tuple[str, str, str] | None = None
    answers: str | None = None
    file: Attachment | None = None

    def body(self, url: str | None = None) -> JsonObject:
        """Give what is posted; ``url`` is where the picture lies now."""
        silent = SILENT if self.silent else 0
        if url is None:
            return self._body(markdown(self.words), NO_PREVIEW | silent)
        # An embed would be hidden together with the previews.
        return self._body(markdown(self.words), silent) | {"embeds": [{"image": {"url": url}}]}

    def plain(self) -> JsonObject:
        """Give the same without styles and picture, for when Discord did not take it."""
        return self._body(bare(self.words), NO_PREVIEW | (SILENT if self.silent else 0))

    def _body(self, text: str, flags: int) -> JsonObject:
        body: JsonObject = {"content": text, "flags": flags, "allowed_mentions": NOBODY}
        if self.answers is not None:
            body |= {"message_reference": {"message_id": self.answers, "fail_if_not_exists": False}}
        return body | {"components": list(self.components)} if self.components else body


def shown(content: Content, wording: Wording) -> Shown:
    """Give a letter's content as Discord wants it."""
    components = below(content.rows, wording.write if content.reply else None)
    return Shown(
        content.words, tuple(components), content.silent, picture(content.picture),
        content.answers if (content.answers or "").isdecimal() else None, content.attachment,
    )  # fmt: skip


def picture(reference: str | None) -> tuple[str, str, str] | None:
    """Read a reference to a picture; None for what another platform keeps."""
    platform, *rest = (reference or "").split(":")
    if platform != PLATFORM or len(rest) != 3 or not all(one.isdecimal() for one in rest):
        return None
    return rest[0], rest[1], rest[2]
