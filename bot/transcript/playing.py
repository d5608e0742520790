"""Play a conversation again on the whole bot, and say where it went another way."""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot import load
from bot.errors import MortarError
from bot.theatre import ROOM, Shown, Theatre, raise_curtain
from bot.transcript.reading import CHATS, CLOCK, Step, Transcript, length

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it has a name of its own


class Astray(MortarError):
    """The conversation went another way than written; ``str()`` says where."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A button as it stood under a message, whether or not it still does."""

    message: Shown
    label: str
    token: str


class Player:
    """
    Plays one transcript. ``does`` is told of every step.

    ``offered`` are all buttons there ever were: people press old ones too.
    """

    def __init__(
        self,
        transcript: Transcript,
        theatre: Theatre,
        does: Callable[[str, str], None],
        offered: Sequence[Offered] = (),
    ) -> None:
        self.transcript = transcript
        self.theatre = theatre
        self.does = does
        self.offered = offered
        self.began = {chat: len(theatre.gateway.chats[chat]) for chat in CHATS.values()}
        self.seen = dict(self.began)

    async def play(self) -> None:
        """Play it; raises `Astray` at the first step that goes another way."""
        await self.begin()
        for step in self.transcript.steps:
            await self.step(step)
        self.afterwards()

    async def begin(self) -> None:
        """Begin the flow by its command, as if chosen in the menu, or let its clock do it."""
        flows = self.theatre.content.flows
        if self.transcript.flow is None:
            # On record under some flow or other: whose it was is not asked after.
            await self.theatre.reached(next(iter(flows)), self.transcript.reached)
            return
        script = flows.get(self.transcript.flow)
        if script is None:
            known = ", ".join(flows) or "none"
            raise Astray(
                f"{self.transcript.file}: there is no flow '{self.transcript.flow}' (there is: "
                f"{known}); `flow:` names the one to play"
            )
        await self.theatre.reached(script.id, self.transcript.reached)
        by_clock = script.clocks and not script.commands
        starts = self.transcript.starts or (CLOCK if by_clock else "a")
        if starts == CLOCK:
            await self.theatre.wait(timedelta(seconds=1))
        elif script.commands:
            await self.theatre.does(starts, f"/{script.commands[0]}")
        else:
            await self.theatre.chooses(starts, script.id)

    async def step(self, step: Step) -> None:
        """Play one line."""
        verb, _, rest = step.verb.partition(" ")
        if verb == "wait":
            self.does("wait", step.text)
            await self.theatre.wait(length(step.text))
        elif verb == "restart":
            self.does("restart", "")
            await self.theatre.restart()
        elif verb == "to":
            self.expect(step, CHATS[rest])
        elif verb == "nothing":
            self.expect_nothing(step, CHATS[rest.removeprefix("to ")])
        else:
            await self.act(step, verb, rest)

    async def act(self, step: Step, who: str, how: str) -> None:
        """Let somebody write, press or send something."""
        room = how.endswith("in group") and self.transcript.group
        chat = ROOM if room else who
        self.seen[chat] = len(self.theatre.gateway.chats[chat])
        self.does(f"{who} in group" if room else who, step.text)
        if how.startswith("presses"):
            button = self.button(step, chat, who)
            await self.theatre.presses(who, button.token, button.message.id, room=room)
        elif how.startswith("sends"):
            await self.theatre.sends(who, step.text, room=room)
        else:
            await self.theatre.does(who, step.text, room=room)

    def button(self, step: Step, chat: str, who: str) -> Offered:
        """Find the button that is meant: the newest of that name, one's own in the room first."""
        there = [one for one in reversed(self.offered) if one.message.chat == chat]
        if step.of:
            there = [one for one in there if same(step.of) in same(one.message.text)]
        elif chat == ROOM:
            there.sort(key=lambda one: self.theatre.gateway.names[who] not in one.message.text)
        said = same(step.text)
        exact = [one for one in there if same(one.label) == said]
        found = exact or [one for one in there if same(one.label).startswith(said)]
        if not found:
            known = ", ".join(dict.fromkeys(f"“{one.label}”" for one in there)) or "none"
            raise self.astray(step, f"there is no button “{step.text}” (there is: {known})")
        return found[0]

    def expect(self, step: Step, chat: str) -> None:
        """Find the words among what was not looked at yet."""
        messages = self.theatre.gateway.chats[chat]
        for at in range(self.seen[chat], len(messages)):
            if same(step.text) in same(messages[at].text):
                self.seen[chat] = at + 1
                return
        new = [message.text for message in messages[self.seen[chat] :]]
        raise self.astray(step, f"expected “{step.text}”, and there came: {_quoted(new)}")

    def expect_nothing(self, step: Step, chat: str) -> None:
        """Find that nothing came."""
        new = [message.text for message in self.theatre.gateway.chats[chat][self.seen[chat] :]]
        if new:
            raise self.astray(step, f"expected nothing, and there came: {_quoted(new)}")

    def afterwards(self) -> None:
        """Look at the outcome, and for words that never should have been shown."""
        outcomes = [one.outcome for one in self.theatre.finished]
        if self.transcript.outcome is not None and outcomes != [self.transcript.outcome]:
            raise Astray(
                f"{self.transcript.file}: the outcome is {outcomes or 'still open'}, not "
                f"'{self.transcript.outcome}'"
            )
        for chat, words in self.transcript.never:
            for message in self.theatre.gateway.chats[chat][self.began[chat] :]:
                if same(words) in same(message.text):
                    raise Astray(f"{self.transcript.file}: “{words}” was shown to {chat}")

    def astray(self, step: Step, what: str) -> Astray:
        """Say where it went another way."""
        return Astray(f"{self.transcript.file}:{step.line}: {step.verb}: {what}")


async def play(
    transcript: Transcript,
    content: load.Content,
    shown: Callable[[Shown], None] = lambda _: None,
    does: Callable[[str, str], None] = lambda *_: None,
) -> Theatre:
    """Play a transcript on a fresh database, with its flow alone. Raises `Astray`."""
    quiet = True
    offered: list[Offered] = []
    wanted = (transcript.flow, *content.journey.risk.values())
    own = {name: one for name, one in content.flows.items() if name in wanted}
    flows = own if transcript.flow in own else content.flows

    def after_arriving(message: Shown) -> None:
        if not quiet:
            offered.extend(
                Offered(message, one.label, one.token) for one in message.buttons if one.token
            )
            shown(message)

    for guest in transcript.guests.values():
        if guest.language not in (None, *content.languages):
            known = ", ".join(content.languages)
            said = f"there are no texts in '{guest.language}' (there are: {known})"
            raise Astray(f"{transcript.file}: {said}")
    # Nothing of it is kept, so it need not wait for a disk where memory can be had as a folder.
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="mortar-", dir=place) as folder:
        theatre = await raise_curtain(
            Path(folder), replace(content, flows=flows), transcript.names,
            transcript.at - timedelta(minutes=10), after_arriving, lambda _: None,
            seed=transcript.file,
        )  # fmt: skip
        try:
            await theatre.unite(transcript.guests, transcript.hurt, room=transcript.group)
            # A second early: a flow with a clock of its own must not begin by itself first.
            await theatre.wait(transcript.at - theatre.clock.now() - timedelta(seconds=1))
            quiet = False
            await Player(transcript, theatre, does, offered).play()
        finally:
            await theatre.close()
    return theatre


def same(text: str) -> str:
    """Make words that a reader would call the same compare the same."""
    return " ".join(text.casefold().split())


def _quoted(texts: Sequence[str]) -> str:
    """Show messages in one line, each in quotes."""
    return ", then ".join(f"“{' '.join(text.split())}”" for text in texts) or "nothing"
