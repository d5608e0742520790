"""
Make what letters only refer to: sketches are drawn, and photos of the album taken out of it.

This happens as a letter goes, never in a turn. A letter that could not be sent is made again from
the same reference; so nothing is lost that is not in the database anyway.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.engine.speech import Speech
from bot.errors import Refused, TryLater, failure
from bot.flow.outcomes import Phrase
from bot.model import sketches
from bot.ports.gateway import Gateway
from bot.ports.letters import Attachment, Content, Letter
from bot.ports.press import Album, Press, Unmade
from bot.things import photos

Make = Callable[[Content], Awaitable[Attachment | None]]

MOST_TRIES = 5
"""So often a letter waits for a photo's platform; nobody's chat stands still for longer."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Everything that is needed to make a picture, a paper or a photo."""

    press: Press
    album: Album
    gateways: Mapping[str, Gateway]
    speech: Speech
    alert: Callable[[str], None]

    async def shown(self, letter: Letter) -> Letter:
        """
        Give a letter with what it refers to; what cannot be made is left out.

        Raises `TryLater` where a photo's platform is not reached just now.
        """
        content = letter.content
        reference = content.picture or ""
        if reference.startswith(sketches.MARK):
            made = await self.attempt(self.drawn, content)
        elif reference.startswith(photos.MARK):
            made = await self.attempt(self.taken_out, content, last=letter.attempt >= MOST_TRIES)
        else:
            return letter
        # A paper is there to be handed on.
        protect = content.protect and (made is None or made.is_picture)
        after = replace(content, picture=None, attachment=made, protect=protect)
        return replace(letter, content=after)

    async def attempt(
        self, make: Make, content: Content, *, last: bool = True
    ) -> Attachment | None:
        """Make it, or tell the operator why not, without anybody's words."""
        try:
            return await make(content)
        except TryLater as exc:
            if not last:
                raise
            reason = str(exc)
        except (Unmade, Refused) as exc:
            reason = str(exc)
        except (ValueError, LookupError) as exc:
            reason = failure(exc)
        self.alert(f"a picture or paper was not made, its words go alone: {reason}")
        return None

    async def drawn(self, content: Content) -> Attachment:
        """Draw a sketch in its reader's language."""
        reference, language = content.picture or "", content.language
        names = sketches.read(reference).words
        words = {name: self.speech.label(Phrase(name), language) for name in names}
        return await self.press.make(reference, words, self.speech.known(language))

    async def taken_out(self, content: Content) -> Attachment | None:
        """Give a photo of the album; None when it was taken out of it meanwhile."""
        number = photos.number(content.picture or "")
        found = await self.album.photo(number)
        if found is None:
            return None
        jpeg = found.jpeg or await self.fetched(number, found.source)
        return Attachment("photo.jpg", jpeg)

    async def fetched(self, number: int, source: str) -> bytes:
        """Fetch a new photo from where it was sent, make it anew, and put it into the album."""
        gateway = self.gateways.get(source.partition(":")[0])
        if gateway is None:
            raise Refused("the platform that has it is not here")
        jpeg = await self.press.clean(await gateway.fetch(source))
        await self.album.put(number, jpeg)
        return jpeg
