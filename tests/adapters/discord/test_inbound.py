"""Discord's messages, read."""

from datetime import UTC, datetime

import pytest

from adapters.discord.inbound import hear, hear_edit
from bot.model.address import Address
from bot.ports.messages import Attached, Commanded, Edited, Gathered, Inbound, Sender, Wrote
from tests.adapters.discord.events import (
    ANA,
    BEN,
    DM,
    ME,
    OTHER_BOT,
    TALK,
    JsonObject,
    World,
    attachment,
    heard,
    in_talk,
    message,
    user,
)

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
OURS = message("Well?", number=4, author=ME)
REPLY: JsonObject = {"type": 19, "message_reference": {"message_id": "4", "channel_id": str(DM)}}


def unknown(_person: int) -> None:
    """Know nobody's language."""


async def told(data: JsonObject) -> Inbound | None:
    """Let the adapter hear a message."""
    return hear(await heard(data), ME, NOW, {ANA: "es"}.get)


async def body(data: JsonObject) -> object:
    """Let the adapter hear a message; give what it tells, None when nothing."""
    inbound = await told(data)
    return inbound.body if inbound else None


class TestPrivate:
    """The chat of a person with the bot."""

    async def test_words(self) -> None:
        """With who, where and when, and a key of the message's own."""
        assert await told(message("I am here.")) == Inbound(
            "discord:m:5",
            NOW,
            Wrote("I am here.", "5"),
            Address("discord", str(DM)),
            private=True,
            sender=Sender(str(ANA), "Ana", "es"),
        )

    async def test_the_same_message_has_the_same_key(self) -> None:
        """However often it comes; another one has another."""
        first, again = await told(message("Yes.")), await told(message("Yes."))
        other = await told(message("Yes.", number=6))

        assert first
        assert again
        assert other
        assert first.key == again.key != other.key

    async def test_a_language_that_nobody_knows(self) -> None:
        """Messages do not say it."""
        inbound = await told(message("Hola", author=BEN))

        assert inbound
        assert inbound.sender == Sender(str(BEN), "Ben", None)

    async def test_an_answer_to_ours(self) -> None:
        """It names what it answers."""
        assert await body(message("Yes.", **REPLY, referenced_message=OURS)) == Wrote(
            "Yes.", "5", "4"
        )

    async def test_an_answer_to_their_own(self) -> None:
        """That is nothing to us."""
        theirs = message("Well?", number=4)

        assert await body(message("Yes.", **REPLY, referenced_message=theirs)) == Wrote("Yes.", "5")

    async def test_forwarded(self) -> None:
        """What others wrote is marked."""
        copy = {"message": message("Not mine.")}
        reference = {"type": 1, "message_id": "3", "channel_id": "1"}

        assert await body(message(message_snapshots=[copy], message_reference=reference)) == Wrote(
            "Not mine.", "5", forwarded=True
        )

    @pytest.mark.parametrize(
        ("text", "command"),
        [
            ("/menu", Commanded("menu", "", "5")),
            ("/start ABC-123", Commanded("start", "ABC-123", "5")),
            ("/Join  abc\n", Commanded("join", "abc", "5")),
        ],
    )
    async def test_a_command_that_was_typed(self, text: str, command: Commanded) -> None:
        """Not everybody finds Discord's own."""
        assert await body(message(text)) == command

    @pytest.mark.parametrize("text", ["/ menu", "a /menu", "/home/ana is full", "/me-nu"])
    async def test_words_that_are_no_command(self, text: str) -> None:
        """A stroke alone makes none."""
        assert await body(message(text)) == Wrote(text, "5")


class TestKinds:
    """What is not text."""

    async def test_a_picture_can_be_found_again(self) -> None:
        """By channel, message and attachment; nothing of it is downloaded."""
        assert await body(message("look", attachments=[attachment()])) == Attached(
            "photo", f"discord:{DM}:5:77", "look"
        )

    @pytest.mark.parametrize(
        ("kind", "flags", "word"),
        [
            ("audio/ogg", 1 << 13, "voice"),
            ("audio/ogg", 0, "audio"),
            ("video/mp4", 0, "video"),
            ("application/pdf", 0, "document"),
        ],
    )
    async def test_files(self, kind: str, flags: int, word: str) -> None:
        """Their kind is all there is to them."""
        assert await body(message(attachments=[attachment(kind)], flags=flags)) == Attached(word)

    async def test_a_sticker(self) -> None:
        """It says nothing."""
        sticker = {"id": "1", "name": "hug", "format_type": 1}

        assert await body(message(sticker_items=[sticker])) == Attached("sticker")

    async def test_a_poll(self) -> None:
        """Votes are not for a bot of two."""
        poll = {
            "question": {"text": "Well?"},
            "answers": [],
            "expiry": "2026-11-23T18:00:00+00:00",
            "allow_multiselect": False,
            "layout_type": 1,
        }

        assert await body(message(poll=poll)) == Attached("poll")

    @pytest.mark.parametrize(
        "data",
        [
            message("Hi", author=OTHER_BOT),
            message("Hi", author=ME),
            message("Hi", webhook_id="12"),
            message("", type=6),
            message("", type=3),
            message(""),
        ],
    )
    async def test_nothing_to_us(self, data: JsonObject) -> None:
        """Bots, ourselves, webhooks, pins, calls, and what has no content at all."""
        assert await body(data) is None


class TestServer:
    """A channel or thread with others."""

    async def test_talk_is_not_ours(self) -> None:
        """People speak with each other."""
        assert await body(in_talk("Hello you two.")) is None

    @pytest.mark.parametrize(
        ("text", "left"),
        [
            (f"<@{ME}> I am ready", "I am ready"),
            (f"I am <@!{ME}> ready", "I am ready"),
            (f"ready\nnow <@{ME}>", "ready\nnow"),
        ],
    )
    async def test_a_mention(self, text: str, left: str) -> None:
        """It is heard without our name."""
        inbound = await told(in_talk(text, mentions=[user(ME)]))

        assert inbound
        assert inbound.body == Wrote(left, "5")
        assert (inbound.address, inbound.private) == (Address("discord", str(TALK)), False)

    async def test_a_mention_of_somebody_else(self) -> None:
        """It is not for us."""
        assert await body(in_talk(f"<@{BEN}> hi", mentions=[user(BEN)])) is None

    async def test_an_answer_to_ours(self) -> None:
        """It is for us, with its words where Discord gives them."""
        ours = in_talk("Well?", author=ME, number=4)
        data = in_talk("Yes.", **REPLY, referenced_message=ours)

        assert await body(data) == Wrote("Yes.", "5", "4")
        assert await body(data | {"content": ""}) is None

    @pytest.mark.parametrize("kind", [1, 2])
    async def test_somebody_came_or_went(self, kind: int) -> None:
        """All that Discord tells of it is a line in the thread."""
        assert await body(in_talk("", type=kind, mentions=[user(BEN)])) == Gathered(None)


class TestEdits:
    """Text changed after it was sent."""

    async def change(self, data: JsonObject) -> Inbound | None:
        world = await World().begins()
        await world.tells("MESSAGE_UPDATE", data)
        return hear_edit(world.notes.edits[-1], ME, NOW, unknown)

    async def test_a_change(self) -> None:
        """Each has a key of its own, the same one when it comes again."""
        first = message("Yes!", edited_timestamp="2026-11-22T18:01:00.500000+00:00")
        second = message("No!", edited_timestamp="2026-11-22T18:02:00.000000+00:00")

        one, again, other = [await self.change(data) for data in (first, first, second)]

        assert one
        assert again
        assert other
        assert one.body == Edited("Yes!", "5")
        assert one.key == again.key == "discord:e:5:1795370460500"
        assert other.key != one.key

    async def test_a_preview_is_none(self) -> None:
        """Discord adds it by itself."""
        assert await self.change(message("https://example.org")) is None

    async def test_ours_is_none(self) -> None:
        """We took the buttons off."""
        edited = "2026-11-22T18:01:00.500000+00:00"

        assert await self.change(message("Well?", author=ME, edited_timestamp=edited)) is None
