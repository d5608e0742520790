"""The Telegram emulator, as the unmodified library finds it over HTTP."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from tests.emulators import telegram_faults as faults
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_content import Content
from tests.emulators.telegram_errors import Impossible
from tests.emulators.telegram_faults import Fault, When
from tests.emulators.telegram_groups import Group
from tests.emulators.telegram_people import Person
from tests.emulators.telegram_queue import BY_DEFAULT, DAY, LIFE_OF_A_PRESS, Disorder

HOUR = 3600
YES_NO = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Yes", callback_data="y"),
            InlineKeyboardButton("No", callback_data="n"),
        ]
    ]
)


pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


class Inbox:
    """Ask for updates as a careful bot does: confirm what was read, by the highest id."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._offset: int | None = None

    async def read(self, seconds: int = 0) -> tuple[Update, ...]:
        """Confirm the last batch and give the next one."""
        updates = await self._bot.get_updates(offset=self._offset, timeout=seconds)
        if updates:
            self._offset = max(update.update_id for update in updates) + 1
        return updates

    async def texts(self) -> list[str]:
        """Give the texts of the next batch."""
        return [str(update.message.text) for update in await self.read() if update.message]

    async def kinds(self) -> list[str]:
        """Give the kinds of the next batch."""
        return [
            next(name for name in each.to_dict() if name != "update_id")
            for each in await self.read()
        ]


@pytest.fixture
async def server() -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator() as emulator:
        yield emulator
        assert emulator.departures == []


@pytest.fixture
async def bot(server: TelegramEmulator) -> AsyncIterator[Bot]:
    async with library(server) as bot:
        yield bot


@pytest.fixture
def inbox(bot: Bot) -> Inbox:
    return Inbox(bot)


@pytest.fixture
def ana(server: TelegramEmulator) -> Person:
    person = server.user("Ana")
    person.start()
    return person


@pytest.fixture
def ben(server: TelegramEmulator) -> Person:
    return server.user("Ben")


@pytest.fixture
def group(server: TelegramEmulator, ana: Person, ben: Person) -> Group:
    group = server.group("Us", ana, ben)
    ana.adds_bot(group)
    return group


def library(server: TelegramEmulator, token: str | None = None) -> Bot:
    """Build the library's own client, pointed at the emulator."""
    # Certificates are of no use on loopback, and loading them takes most of a test's time.
    requests = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    return Bot(
        token or server.token,
        base_url=server.base_url,
        base_file_url=server.file_base_url,
        request=requests[0],
        get_updates_request=requests[1],
    )


class TestPolling:
    async def test_confirms_what_lies_before_the_offset(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        Asking for the next batch deletes the one before it, and the ledger says when.
        """
        ana.says("one")
        _, second = await bot.get_updates()

        rest = await bot.get_updates(offset=second.update_id)

        assert [update.update_id for update in rest] == [second.update_id]
        assert [line.confirmed is None for line in server.ledger] == [False, True]

    async def test_serves_again_what_was_not_confirmed(self, bot: Bot, ana: Person) -> None:
        """
        A batch that nobody confirmed is still there after a crash.
        """
        await bot.get_updates()

        again = await bot.get_updates()

        assert [update.message.text for update in again if update.message] == ["/start"]

    async def test_holds_a_poll_until_something_happens(self, inbox: Inbox, ana: Person) -> None:
        """
        A long poll comes back with the message, long before its time is up.
        """
        await inbox.read()
        poll = asyncio.create_task(inbox.read(30))
        await asyncio.sleep(0.05)

        ana.says("hello")
        updates = await asyncio.wait_for(poll, 2)

        assert len(updates) == 1

    async def test_ends_an_empty_poll_in_time(self, inbox: Inbox, ana: Person) -> None:
        """
        A poll that saw nothing takes as long as it was told to.
        """
        await inbox.read()
        began = time.monotonic()

        updates = await inbox.read(1)

        assert updates == ()
        assert 0.9 < time.monotonic() - began < 2

    async def test_gives_no_more_than_the_limit(self, bot: Bot, ana: Person) -> None:
        """
        The limit cuts a batch.
        """
        ana.says("two")

        updates = await bot.get_updates(limit=1)

        assert len(updates) == 1

    async def test_ends_the_older_of_two_polls(
        self, server: TelegramEmulator, inbox: Inbox, ana: Person
    ) -> None:
        """
        A second poller throws the first one out with a conflict.
        """
        await inbox.read()
        older = asyncio.create_task(inbox.read(30))
        await asyncio.sleep(0.05)

        async with library(server) as other:
            await other.get_updates(offset=server.ledger[-1].update_id + 1)

        with pytest.raises(Conflict, match="other getUpdates request"):
            await older

    async def test_a_killed_poller_leaves_everything(
        self, server: TelegramEmulator, inbox: Inbox, bot: Bot, ana: Person
    ) -> None:
        """
        When a poller dies in its poll, the next one gets all, and nobody a conflict.
        """
        killed = asyncio.create_task(
            bot.get_updates(offset=server.ledger[0].update_id + 1, timeout=30)
        )
        await asyncio.sleep(0.05)
        killed.cancel()
        await server.wait_for(lambda: server.calls[-1].outcome == "cancelled")

        ana.says("still there")

        assert await inbox.texts() == ["still there"]
        assert "error" not in [call.outcome for call in server.calls]

    async def test_ignores_an_offset_from_the_future(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        An offset far above the newest update confirms nothing.
        """
        updates = await bot.get_updates(offset=server.ledger[-1].update_id + 12)

        assert len(updates) == 1

    async def test_takes_the_last_ones_by_a_negative_offset(self, bot: Bot, ana: Person) -> None:
        """
        An offset of -1 forgets all but the newest update.
        """
        ana.says("newest")

        updates = await bot.get_updates(offset=-1)

        assert [update.message.text for update in updates if update.message] == ["newest"]

    async def test_forgets_a_press_after_150_seconds(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        A press that nobody fetched in time is gone; the message from before is not.
        """
        await bot.send_message(ana.id, "Ready?", reply_markup=YES_NO)
        ana.presses(await ana.sees("Ready?"), "Yes")

        server.clock.advance(LIFE_OF_A_PRESS + 1)
        updates = await bot.get_updates()

        assert [update.callback_query for update in updates] == [None]
        assert server.ledger[-1].expired is not None

    async def test_forgets_a_message_after_a_day(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        What nobody fetched for a day is gone.
        """
        server.clock.advance(DAY + 1)

        assert await bot.get_updates() == ()
        assert server.ledger[-1].confirmed is None

    @pytest.mark.parametrize("jump", [-50_000_000, 50_000_000])
    async def test_ids_may_jump_after_a_quiet_week(
        self, server: TelegramEmulator, inbox: Inbox, ana: Person, jump: int
    ) -> None:
        """
        After a jump a bot with an old offset still gets everything.
        """
        await inbox.read()
        await inbox.read()
        server.updates.jump(jump)

        ana.says("after the jump")

        assert await inbox.texts() == ["after the jump"]
        before, after = server.ledger
        assert after.update_id - before.update_id == jump + 1

    async def test_remembers_the_allowed_kinds(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        The kinds a bot asked for hold until it asks for others; an empty list is the default.
        """
        await bot.get_updates(allowed_updates=["callback_query"])
        await bot.get_updates()

        ana.says("not asked for")

        assert [line.body for line in server.ledger if "not asked for" in str(line.body)] == []
        await bot.get_updates(allowed_updates=[])
        assert server.updates.allowed == BY_DEFAULT

    async def test_can_drop_what_waits(self, bot: Bot, ana: Person) -> None:
        """
        Deleting the webhook may throw the queue away.
        """
        waiting = (await bot.get_webhook_info()).pending_update_count

        await bot.delete_webhook(drop_pending_updates=True)

        assert waiting == 1
        assert await bot.get_updates() == ()


class TestDisorder:
    async def test_serves_a_confirmed_batch_again(
        self, server: TelegramEmulator, inbox: Inbox, ana: Person
    ) -> None:
        """
        Whole batches can come a second time, with the same ids.
        """
        first = await inbox.read()
        await inbox.read()

        server.updates.redeliver()
        second = await inbox.read()

        assert [update.update_id for update in second] == [update.update_id for update in first]
        assert len(server.ledger[0].delivered) == 2

    async def test_repeats_single_updates_by_chance(
        self, server: TelegramEmulator, inbox: Inbox, ana: Person
    ) -> None:
        """
        With a chance of one, every confirmed update comes again.
        """
        server.updates.disorder = Disorder(repeat_update=1.0)

        first = await inbox.texts()
        second = await inbox.texts()

        assert first == second == ["/start"]

    async def test_shuffles_within_a_stretch(
        self, server: TelegramEmulator, inbox: Inbox, ana: Person
    ) -> None:
        """
        The order is lost, but nothing strays further than its stretch.
        """
        await inbox.read()
        server.updates.disorder = Disorder(shuffle_within=5)
        said = [f"{number:02}" for number in range(20)]
        for text in said:
            ana.says(text)

        texts = await inbox.texts()

        assert texts != said
        assert [sorted(texts[at : at + 5]) for at in range(0, 20, 5)] == [
            said[at : at + 5] for at in range(0, 20, 5)
        ]

    async def test_shows_nothing_in_a_silent_poll(
        self, server: TelegramEmulator, inbox: Inbox, ana: Person
    ) -> None:
        """
        A silent poll hides what is there; the next one shows it.
        """
        server.faults.next(faults.silence(), method="getUpdates")

        silent = await inbox.texts()
        next_one = await inbox.texts()

        assert (silent, next_one) == ([], ["/start"])


class TestPeople:
    async def test_start_carries_its_payload(self, server: TelegramEmulator, bot: Bot) -> None:
        """
        A deep link arrives as a command with its payload, marked as a command.
        """
        server.user("Ana", language="de", user_id=2**52).start("invite-7")

        (update,) = await bot.get_updates()

        assert update.message is not None
        assert update.message.text == "/start invite-7"
        assert update.message.parse_entities() == {update.message.entities[0]: "/start"}
        assert update.effective_user is not None
        assert (update.effective_user.id, update.effective_user.language_code) == (2**52, "de")

    async def test_blocking_tells_the_bot_and_stops_it(self, bot: Bot, ana: Person) -> None:
        """
        A block is a change of the bot's standing, and a 403 from then on.
        """
        ana.blocks()

        update = (await bot.get_updates())[-1]

        assert update.my_chat_member is not None
        assert update.my_chat_member.new_chat_member.status == "kicked"
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(ana.id, "Hello?")

    async def test_starting_again_ends_a_block(self, bot: Bot, inbox: Inbox, ana: Person) -> None:
        """
        Start after a block tells of the new standing first, then comes the command.
        """
        ana.blocks()
        await inbox.read()

        ana.start()

        assert await inbox.kinds() == ["my_chat_member", "message"]
        assert await bot.send_message(ana.id, "Welcome back")

    async def test_the_app_splits_a_long_text(self, inbox: Inbox, ana: Person) -> None:
        """
        More than 4096 characters come as two messages.
        """
        await inbox.read()

        ana.says("x" * 5000)

        assert [len(text) for text in await inbox.texts()] == [4096, 904]

    async def test_offsets_count_in_utf16(self, bot: Bot, ana: Person) -> None:
        """
        A command behind an emoji is marked where UTF-16 has it.
        """
        ana.says("😀 /help")

        update = (await bot.get_updates())[-1]

        assert update.message is not None
        assert update.message.entities[0].offset == 3

    async def test_edits_arrive_as_edits(self, bot: Bot, ana: Person) -> None:
        """
        A changed message comes as an edit with the same id.
        """
        message = ana.says("hard")

        ana.edits(message, "harder")
        update = (await bot.get_updates())[-1]

        assert update.edited_message is not None
        assert update.edited_message.text == "harder"
        assert update.edited_message.message_id == message.message_id

    async def test_deleting_is_not_told(self, inbox: Inbox, bot: Bot, ana: Person) -> None:
        """
        The bot learns of a deleted message only when it wants to reply to it.
        """
        message = ana.says("forget it")
        await inbox.read()

        ana.deletes(message)

        assert await inbox.read() == ()
        with pytest.raises(BadRequest, match="replied not found"):
            await bot.send_message(
                ana.id, "Why?", reply_parameters=ReplyParameters(message.message_id)
            )

    @pytest.mark.parametrize("kind", list(Content))
    async def test_sends_what_is_not_text(self, bot: Bot, ana: Person, kind: Content) -> None:
        """
        Every kind of content arrives under its own name.
        """
        ana.sends(kind, caption="look" if kind is Content.PHOTO else "")

        message = (await bot.get_updates())[-1].message

        assert message is not None
        assert getattr(message, kind.value)
        assert message.text is None

    async def test_forwards_name_their_origin(self, bot: Bot, ana: Person, ben: Person) -> None:
        """
        A forward says whose words they are, as far as that is known.
        """
        ana.forwards("from Ben", ben)
        ana.forwards("from nobody", "Hidden")

        origins = [each.message.forward_origin for each in await bot.get_updates() if each.message]

        assert [origin and origin.type for origin in origins] == [None, "user", "hidden_user"]

    async def test_cannot_do_what_the_app_forbids(
        self, server: TelegramEmulator, bot: Bot, ana: Person, ben: Person
    ) -> None:
        """
        A test that lets people do the impossible fails by itself.
        """
        await bot.send_message(ana.id, "Ready?", reply_markup=YES_NO)
        message = await ana.sees("Ready?")

        with pytest.raises(Impossible, match="has not started"):
            ben.says("hello")
        with pytest.raises(Impossible, match="does not see"):
            ben.presses(message, "Yes")
        with pytest.raises(Impossible, match="no button 'Maybe'"):
            ana.presses(message, "Maybe")
        with pytest.raises(Impossible, match="is not in"):
            ben.says("hello", server.group("Others", ana))

    async def test_odd_updates_can_be_injected(self, server: TelegramEmulator, bot: Bot) -> None:
        """
        An update of a kind that nobody knows comes through as it is.
        """
        server.injects({"news_from_the_future": {"text": "\ud800"}})

        (update,) = await bot.get_updates()

        assert update.api_kwargs == {"news_from_the_future": {"text": "\ud800"}}

    async def test_waiting_tells_what_was_there_instead(self, bot: Bot, ana: Person) -> None:
        """
        Who waits in vain is told what the chats show.
        """
        await bot.send_message(ana.id, "Something else", reply_markup=YES_NO)

        with pytest.raises(TimeoutError, match=r"Mortar: Something else \[Yes\] \[No\]"):
            await ana.sees("Welcome", seconds=0.05)


class TestGroups:
    async def test_startgroup_comes_after_the_standing(
        self, server: TelegramEmulator, inbox: Inbox, ana: Person, ben: Person
    ) -> None:
        """
        A startgroup link gives the standing, the service message and the command, in this order.
        """
        await inbox.read()

        ana.adds_bot(server.group("Us", ana, ben), "token")
        standing, service, command = await inbox.read()

        assert standing.my_chat_member is not None
        assert service.message is not None
        assert service.message.new_chat_members[0].id == server.bot.id
        assert command.message is not None
        assert command.message.text == "/start@mortar_test_bot token"

    async def test_privacy_hides_ordinary_talk(
        self, bot: Bot, inbox: Inbox, ana: Person, ben: Person, group: Group
    ) -> None:
        """
        In a group the bot gets commands, replies to its own words and service messages only.
        """
        asked = await bot.send_message(group.id, "How was it?", reply_markup=ForceReply())
        await inbox.read()

        ben.says("between us", group)
        ben.says("/help", group)
        ben.says("/help@mortar_test_bot now", group)
        ben.says("/help@other_bot", group)
        ben.says("@mortar_test_bot hello", group)
        ben.replies(await ben.sees("How was it?", group), "fine")
        ben.replies(ana.says("me too", group), "nice")

        assert asked.message_id
        assert await inbox.texts() == ["/help", "/help@mortar_test_bot now", "fine"]

    @pytest.mark.parametrize("by", ["admin", "setting"])
    async def test_privacy_can_be_lifted(
        self, server: TelegramEmulator, inbox: Inbox, ben: Person, group: Group, by: str
    ) -> None:
        """
        An admin, or a bot with privacy switched off, hears everything.
        """
        await inbox.read()
        if by == "admin":
            group.promotes_bot()
        else:
            server.privacy = False

        ben.says("between us", group)

        assert (await inbox.texts())[-1:] == ["between us"]

    async def test_membership_is_shown_to_admins_who_ask(
        self, server: TelegramEmulator, bot: Bot, inbox: Inbox, ana: Person, ben: Person
    ) -> None:
        """
        A quiet join reaches an admin bot that asked for it; the count always tells.
        """
        group = server.supergroup("Us", ana, ben)
        ana.adds_bot(group)
        await bot.get_updates(allowed_updates=["chat_member", "message"])
        await inbox.read()

        group.joins_quietly(server.user("Carl"))
        unseen = await inbox.kinds()
        group.promotes_bot()
        group.joins_quietly(server.user("Dora"))

        assert unseen == []
        assert await inbox.kinds() == ["chat_member"]
        assert await bot.get_chat_member_count(group.id) == 5

    async def test_joining_and_leaving_leave_service_messages(
        self, server: TelegramEmulator, inbox: Inbox, group: Group
    ) -> None:
        """
        Who comes and who goes is written in the group, bots too.
        """
        quiz = server.other_bot("Quiz")
        await inbox.read()

        group.join(quiz)
        group.leaves(quiz)
        came, gone = await inbox.read()

        assert came.message is not None
        assert came.message.new_chat_members[0].is_bot
        assert gone.message is not None
        assert gone.message.left_chat_member is not None

    async def test_a_kick_ends_writing(self, bot: Bot, inbox: Inbox, group: Group) -> None:
        """
        A kicked bot is told and may not write.
        """
        await inbox.read()

        group.kicks_bot()

        assert await inbox.kinds() == ["my_chat_member", "message"]
        with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
            await bot.send_message(group.id, "Hello?")

    async def test_leaving_ends_membership(self, bot: Bot, group: Group) -> None:
        """
        A bot that left is no member.
        """
        await bot.leave_chat(group.id)

        with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
            await bot.get_chat(group.id)

    async def test_a_mute_ends_writing(self, bot: Bot, group: Group) -> None:
        """
        Without the right to write, sending is a 400.
        """
        group.mutes_bot()

        with pytest.raises(BadRequest, match="rights to send text messages"):
            await bot.send_message(group.id, "Hello?")

    async def test_migration_moves_the_group(
        self, server: TelegramEmulator, bot: Bot, inbox: Inbox, group: Group
    ) -> None:
        """
        Both service messages come, and writing to the old id names the new one.
        """
        await inbox.read()
        old = group.id

        group.migrate()
        there, here = await inbox.read()
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(old, "Hello?")

        assert there.message is not None
        assert there.message.migrate_to_chat_id == group.id
        assert here.message is not None
        assert here.message.migrate_from_chat_id == old == group.former_id
        assert moved.value.new_chat_id == group.id
        assert await bot.send_message(group.id, "Hello!")

    async def test_a_silent_migration_shows_only_in_the_error(
        self, bot: Bot, inbox: Inbox, group: Group
    ) -> None:
        """
        Without service messages the failing call is all there is.
        """
        await inbox.read()
        old = group.id

        group.migrates_silently()

        assert await inbox.read() == ()
        with pytest.raises(ChatMigrated):
            await bot.send_message(old, "Hello?")

    async def test_some_speak_in_the_name_of_a_chat(
        self, server: TelegramEmulator, bot: Bot, inbox: Inbox, ana: Person, group: Group
    ) -> None:
        """
        Anonymous admins and channels have a stand-in as sender.
        """
        group.promotes_bot()
        channel = server.channel("Diary", ana)
        channel.adds_bot()
        await inbox.read()

        ana.says_anonymously("guess who", group)
        ana.says_as(channel, "the diary", group)
        channel.forwards_to(group, "an entry")
        channel.posts("an entry")
        updates = await inbox.read()

        names = [
            each.message.from_user.username
            for each in updates
            if each.message and each.message.from_user
        ]
        assert names == ["GroupAnonymousBot", "Channel_Bot", None]
        assert all(
            each.effective_message and each.effective_message.sender_chat for each in updates
        )
        assert updates[-1].channel_post is not None

    async def test_topics_need_their_thread(
        self, server: TelegramEmulator, bot: Bot, ana: Person, ben: Person
    ) -> None:
        """
        A topic that is deleted takes no message.
        """
        group = server.supergroup("Us", ana, ben)
        ana.adds_bot(group)
        topic = group.opens_topic("Check-in")

        message = await bot.send_message(group.id, "Hello", message_thread_id=topic)
        group.deletes_topic(topic)

        assert message.message_thread_id == topic
        with pytest.raises(BadRequest, match="thread not found"):
            await bot.send_message(group.id, "Hello?", message_thread_id=topic)

    async def test_shows_who_is_there(
        self, bot: Bot, ana: Person, ben: Person, group: Group
    ) -> None:
        """
        The bot can look up the chat, its admins and each member.
        """
        group.goes_public("ana_and_ben")

        admins = await bot.get_chat_administrators(group.id)
        member = await bot.get_chat_member(group.id, ben.id)

        assert [admin.user.id for admin in admins] == [ana.id]
        assert member.status == "member"
        assert (await bot.get_chat(group.id)).username == "ana_and_ben"


class TestSending:
    async def test_shows_what_was_sent(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        A message stands in the chat with all that belongs to it.
        """
        said = ana.says("hello")

        await bot.send_message(
            ana.id,
            "😀 Ready?",
            entities=[MessageEntity("bold", 3, 6)],
            reply_markup=YES_NO,
            reply_parameters=ReplyParameters(said.message_id),
            protect_content=True,
            disable_notification=True,
        )

        shown = server.chat(ana).messages[-1]
        assert (shown.author, shown.text, shown.labels) == ("Mortar", "😀 Ready?", ("Yes", "No"))
        assert [button.data for button in shown.buttons] == ["y", "n"]
        assert (shown.protected, shown.silent, shown.edited, shown.deleted) == (
            True,
            True,
            False,
            False,
        )
        assert shown.reply_to is said
        assert shown.entities == ({"type": "bold", "offset": 3, "length": 6},)

    async def test_reads_html(self, bot: Bot, ana: Person) -> None:
        """
        HTML becomes text and entities.
        """
        message = await bot.send_message(ana.id, "<b>1 &lt; 2</b> <i>x</i>", parse_mode="HTML")

        assert message.text == "1 < 2 x"
        assert [entity.type for entity in message.entities] == ["bold", "italic"]

    @pytest.mark.parametrize(
        ("text", "options", "error"),
        [
            ("", {}, "text is empty"),
            (" \n", {}, "text is empty"),
            ("x" * 4097, {}, "message is too long"),
            ("😀" * 2049, {}, "message is too long"),
            ("<b>x", {"parse_mode": "HTML"}, "can't parse entities"),
            ("<x>y</x>", {"parse_mode": "HTML"}, "Unsupported start tag"),
            ("😀", {"entities": [MessageEntity("bold", 0, 1)]}, "ENTITY_BOUNDS_INVALID"),
            ("abc", {"entities": [MessageEntity("bold", 1, 3)]}, "ENTITY_BOUNDS_INVALID"),
        ],
    )
    async def test_refuses_bad_text(
        self,
        server: TelegramEmulator,
        bot: Bot,
        ana: Person,
        *,
        text: str,
        options: Any,
        error: str,
    ) -> None:
        """
        A text that Telegram would refuse is refused in its words, and nothing is posted.
        """
        before = len(server.chat(ana).messages)

        with pytest.raises(BadRequest, match=f"(?i){error}"):
            await bot.send_message(ana.id, text, **options)

        assert len(server.chat(ana).messages) == before

    async def test_takes_the_longest_text(self, bot: Bot, ana: Person) -> None:
        """
        4096 UTF-16 units are allowed.
        """
        assert await bot.send_message(ana.id, "😀" * 2048)

    @pytest.mark.parametrize(
        ("button", "error"),
        [
            ({"callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
            ({"callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
            ({"callback_data": ""}, "BUTTON_DATA_INVALID"),
            ({}, "Text buttons are unallowed"),
            ({"callback_data": "x", "url": "https://example.org"}, "exactly one action"),
        ],
    )
    async def test_refuses_bad_buttons(
        self, server: TelegramEmulator, ana: Person, button: dict[str, str], error: str
    ) -> None:
        """
        A button has one action, and its data has 1 to 64 bytes.
        """
        keyboard = {"inline_keyboard": [[{"text": "Press"} | button]]}

        message = {"chat_id": ana.id, "text": "x", "reply_markup": keyboard}
        answer = await raw(server, "sendMessage", message)

        assert answer.status_code == 400
        assert error in answer.json()["description"]

    async def test_takes_the_longest_data(self, bot: Bot, ana: Person) -> None:
        """
        64 bytes of data are allowed.
        """
        keyboard = InlineKeyboardMarkup.from_button(
            InlineKeyboardButton("Press", callback_data="é" * 32)
        )

        assert await bot.send_message(ana.id, "x", reply_markup=keyboard)

    async def test_cannot_write_first(
        self, bot: Bot, server: TelegramEmulator, ben: Person, group: Group
    ) -> None:
        """
        Somebody met in a group must press Start first; a stranger does not exist.
        """
        with pytest.raises(Forbidden, match="can't initiate conversation with a user"):
            await bot.send_message(ben.id, "Hello")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(server.user("Stranger").id, "Hello")

    async def test_cannot_write_to_the_gone(self, bot: Bot, ana: Person) -> None:
        """
        A deleted account is a 403 of its own.
        """
        ana.deletes_account()

        with pytest.raises(Forbidden, match="user is deactivated"):
            await bot.send_message(ana.id, "Hello?")

    async def test_edits_and_takes_the_keyboard_away(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        A new text without a keyboard leaves none.
        """
        sent = await bot.send_message(ana.id, "Ready?", reply_markup=YES_NO)

        await bot.edit_message_text("Thank you.", ana.id, sent.message_id)

        shown = server.chat(ana).messages[-1]
        assert (shown.text, shown.labels, shown.edited) == ("Thank you.", (), True)

    async def test_refuses_useless_edits(self, bot: Bot, ana: Person) -> None:
        """
        Nothing to change, nothing to find, nothing of its own: each has its words.
        """
        sent = await bot.send_message(ana.id, "Ready?", reply_markup=YES_NO)
        said = ana.says("mine")

        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("Ready?", ana.id, sent.message_id, reply_markup=YES_NO)
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_reply_markup(ana.id, sent.message_id, reply_markup=YES_NO)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("x", ana.id, 999)
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_text("x", ana.id, said.message_id)

    async def test_deletes_what_is_young(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        In private the bot may delete both sides' messages, until they are 48 hours old.
        """
        old = ana.says("old")
        server.clock.advance(48 * HOUR + 1)
        new, other = ana.says("new"), ana.says("other")

        await bot.delete_message(ana.id, new.message_id)
        await bot.delete_messages(ana.id, [other.message_id, 999])

        assert (new.deleted, other.deleted) == (True, True)
        with pytest.raises(BadRequest, match="can't be deleted for everyone"):
            await bot.delete_message(ana.id, old.message_id)
        with pytest.raises(BadRequest, match="to delete not found"):
            await bot.delete_message(ana.id, new.message_id)

    async def test_may_not_delete_others_words_in_a_group(
        self, bot: Bot, ben: Person, group: Group
    ) -> None:
        """
        In a group that takes an admin.
        """
        said = ben.says("/secret", group)

        with pytest.raises(BadRequest, match="can't be deleted"):
            await bot.delete_message(group.id, said.message_id)
        group.promotes_bot()
        assert await bot.delete_message(group.id, said.message_id)

    async def test_sends_and_fetches_files(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        A file that was sent can be fetched again.
        """
        sent = await bot.send_document(ana.id, b"all my data", filename="data.txt", caption="Here")

        assert sent.document is not None
        file = await bot.get_file(sent.document.file_id)

        assert bytes(await file.download_as_bytearray()) == b"all my data"
        assert server.chat(ana).messages[-1].caption == "Here"
        assert (await bot.send_photo(ana.id, b"jpeg")).photo

    async def test_shows_typing(self, bot: Bot, ana: Person) -> None:
        """
        A chat action is taken if it is one.
        """
        assert await bot.send_chat_action(ana.id, "typing")
        with pytest.raises(BadRequest, match=r"(?i)wrong parameter action"):
            await bot.send_chat_action(ana.id, "dancing")


class TestPressing:
    async def test_a_press_is_answered(self, bot: Bot, inbox: Inbox, ana: Person) -> None:
        """
        A press arrives with its data and message, and the answer is shown to who pressed.
        """
        sent = await bot.send_message(ana.id, "Ready?", reply_markup=YES_NO)
        await inbox.read()

        press = ana.presses(await ana.sees("Ready?"), 1)
        (update,) = await inbox.read()
        query = update.callback_query
        assert query is not None
        await query.answer("Noted", show_alert=True)

        assert query.data == "n"
        assert query.message is not None
        assert query.message.message_id == sent.message_id
        assert press.answer is not None
        assert (press.answer.text, press.answer.is_alert) == ("Noted", True)

    async def test_an_old_press_cannot_be_answered(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        Too late is a 400, and so is an id that never was.
        """
        await bot.send_message(ana.id, "Ready?", reply_markup=YES_NO)
        press = ana.presses(await ana.sees("Ready?"), "Yes")
        server.clock.advance(LIFE_OF_A_PRESS + 1)

        for press_id in (press.id, "12345"):
            with pytest.raises(BadRequest, match="Query is too old"):
                await bot.answer_callback_query(press_id)

    async def test_presses_may_be_doubled_forged_and_out_of_reach(
        self, bot: Bot, inbox: Inbox, ana: Person
    ) -> None:
        """
        Two taps are two presses; data may be anything; the message may be too old to read.
        """
        await bot.send_message(ana.id, "Ready?", reply_markup=YES_NO)
        message = await ana.sees("Ready?")
        await inbox.read()

        ana.presses(message, "Yes")
        ana.presses(message, "Yes")
        ana.presses_forged(message, "forged")
        ana.presses_inaccessible(message, "No")
        queries = [update.callback_query for update in await inbox.read()]

        assert [query and query.data for query in queries] == ["y", "y", "forged", "n"]
        assert len({query.id for query in queries if query}) == 4
        assert [
            bool(query.message and query.message.is_accessible) for query in queries if query
        ] == [
            True,
            True,
            True,
            False,
        ]


class TestProfile:
    async def test_menus_go_by_scope_and_language(
        self, server: TelegramEmulator, bot: Bot, ana: Person, group: Group
    ) -> None:
        """
        The narrower scope wins, then the own language.
        """
        dora = server.user("Dora", language="de")
        dora.start()

        await bot.set_my_commands([BotCommand("help", "Help")])
        await bot.set_my_commands(
            [BotCommand("hilfe", "Hilfe")], BotCommandScopeAllPrivateChats(), "de"
        )
        await bot.set_my_commands([BotCommand("room", "Room")], BotCommandScopeAllGroupChats())

        assert ana.menu() == (("help", "Help"),)
        assert dora.menu() == (("hilfe", "Hilfe"),)
        assert ana.menu(group) == (("room", "Room"),)
        await bot.delete_my_commands(BotCommandScopeAllGroupChats())
        assert ana.menu(group) == (("help", "Help"),)

    async def test_refuses_a_bad_command(self, bot: Bot) -> None:
        """
        Names are lower case.
        """
        with pytest.raises(BadRequest, match=r"(?i)BOT_COMMAND_INVALID"):
            await bot.set_my_commands([BotCommand("Help", "Help")])

    async def test_remembers_its_descriptions(self, bot: Bot) -> None:
        """
        Words in a language, and else those in none.
        """
        await bot.set_my_description("Hello")
        await bot.set_my_description("Hallo", language_code="de")
        await bot.set_my_short_description("Short")
        await bot.set_my_name("Mörtel", language_code="de")

        assert (await bot.get_my_description("de")).description == "Hallo"
        assert (await bot.get_my_description("fr")).description == "Hello"
        assert (await bot.get_my_name()).name == "Mortar"

    async def test_knows_its_token(self, server: TelegramEmulator) -> None:
        """
        A wrong token is a 401, a malformed one a 404.
        """
        wrong = f"7000000002:{'A' * 35}"
        for token, code in ((wrong, 401), ("nonsense", 404)):
            with pytest.raises(InvalidToken):
                await library(server, token).initialize()
            answer = await raw(server, "getMe", token=token)
            assert answer.status_code == code

    async def test_a_token_can_be_revoked(self, server: TelegramEmulator, bot: Bot) -> None:
        """
        From then on every call is unauthorized.
        """
        server.revokes_token()

        with pytest.raises(InvalidToken, match="Unauthorized"):
            await bot.get_updates()
        assert (server.calls[-1].method, server.calls[-1].code) == ("getUpdates", 401)

    async def test_an_unknown_method_is_not_found(self, server: TelegramEmulator) -> None:
        """
        The real server answers 404, in JSON.
        """
        answer = await raw(server, "makeCoffee")

        assert answer.status_code == 404
        assert answer.json() == {
            "ok": False,
            "error_code": 404,
            "description": "Not Found: method not found",
        }


class TestFaults:
    @pytest.mark.parametrize(
        ("fault", "kind", "posted"),
        [
            (faults.error(500), NetworkError, 0),
            (faults.error(502), NetworkError, 0),
            (faults.error(502, When.AFTER), NetworkError, 1),
            (faults.cut(), NetworkError, 0),
            (faults.cut(When.AFTER), NetworkError, 1),
            (faults.html(), NetworkError, 0),
            (faults.half_json(), TelegramError, 1),
            (faults.refusal(400, "Bad Request: can't parse entities: x"), BadRequest, 0),
            (faults.refusal(403, "Forbidden: user is deactivated"), Forbidden, 0),
            (faults.flood(7), RetryAfter, 0),
        ],
        ids=lambda value: f"{value.name}_{value.code}" if isinstance(value, Fault) else "",
    )
    async def test_meets_the_next_call_only(
        self,
        server: TelegramEmulator,
        bot: Bot,
        ana: Person,
        *,
        fault: Fault,
        kind: type[TelegramError],
        posted: int,
    ) -> None:
        """
        A call meets its fault, with or without its effect, and the log says which.
        """
        before = len(server.chat(ana).messages)
        server.faults.next(fault, method="sendMessage", chat=ana)

        with pytest.raises(kind):
            await bot.send_message(ana.id, "Hello")

        call = server.calls[-1]
        assert len(server.chat(ana).messages) == before + posted
        assert (call.outcome, call.effect) == (fault.name, bool(posted))
        assert (call.message_id is not None) == bool(posted)
        assert await bot.get_me()

    @pytest.mark.parametrize("when", list(When))
    async def test_a_call_may_hang(
        self, server: TelegramEmulator, bot: Bot, ana: Person, when: When
    ) -> None:
        """
        A call that is never answered leaves the library with a time-out.
        """
        server.faults.next(faults.hang(when))

        with pytest.raises(TimedOut):
            await bot.send_message(ana.id, "Hello", read_timeout=0.1)

        assert server.calls[-1].effect is (when is When.AFTER)

    async def test_a_slow_answer_is_right(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        It comes late, and that is all.
        """
        server.faults.next(faults.slow(0.1))

        assert (await bot.send_message(ana.id, "Hello")).text == "Hello"

    async def test_a_flood_closes_one_chat(
        self, server: TelegramEmulator, bot: Bot, ana: Person, group: Group
    ) -> None:
        """
        Only the flooded chat is closed, until its time is over; who comes early is noted.
        """
        server.faults.next(faults.flood(10), chat=ana)

        for _ in range(2):
            with pytest.raises(RetryAfter):
                await bot.send_message(ana.id, "Hello")
        await bot.send_message(group.id, "Hello")
        server.clock.advance(10)
        await bot.send_message(ana.id, "Hello")

        sends = server.calls_of("sendMessage")
        assert [(call.effect, call.early) for call in sends] == [
            (False, False),
            (False, True),
            (True, False),
            (True, False),
        ]

    async def test_a_flood_may_close_everything(
        self, server: TelegramEmulator, bot: Bot, ana: Person, group: Group
    ) -> None:
        """
        All chats are closed; looking and polling are not.
        """
        server.faults.next(faults.flood_everywhere(10), chat=ana)
        with pytest.raises(RetryAfter):
            await bot.send_message(ana.id, "Hello")

        with pytest.raises(RetryAfter):
            await bot.send_message(group.id, "Hello")
        assert await bot.get_updates()
        assert await bot.get_chat(group.id)

    async def test_chance_is_seeded(self) -> None:
        """
        The same seed gives the same faults.
        """
        outcomes = [await outcomes_of_ten_calls(seed) for seed in (1, 1, 2)]

        assert outcomes[0] == outcomes[1] != outcomes[2]
        assert set(outcomes[0]) == {"ok", "error_before"}

    async def test_skips_counts_and_stops(self, server: TelegramEmulator, bot: Bot) -> None:
        """
        A rule lets some calls pass, meets some, or goes on until it is stopped.
        """
        server.calls.clear()
        server.faults.next(faults.error(), method="getMe", skip=1, times=2)
        for _ in range(4):
            await quietly(bot.get_me())
        rule = server.faults.always(faults.error(), method="getMe")
        await quietly(bot.get_me())
        rule.stop()
        await bot.get_me()

        assert [call.effect for call in server.calls] == [True, False, False, True, False, True]

    async def test_a_lost_poll_is_served_again(
        self, server: TelegramEmulator, inbox: Inbox, ana: Person
    ) -> None:
        """
        A batch that was cut off on its way is not confirmed.
        """
        server.faults.next(faults.cut(When.AFTER), method="getUpdates")

        await quietly(inbox.read())

        assert await inbox.texts() == ["/start"]

    async def test_the_server_may_go_away(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        Connections are refused until it is back, at the same address.
        """
        await server.goes_down()
        await quietly(bot.send_message(ana.id, "into the cut connection"))
        with pytest.raises(NetworkError, match="ConnectError"):
            await bot.send_message(ana.id, "Hello")

        await server.comes_up()

        assert await bot.send_message(ana.id, "Hello")

    async def test_closing_ends_what_hangs(self) -> None:
        """
        Neither a hanging call nor a long poll delays the end.
        """
        async with TelegramEmulator() as server, library(server) as bot:
            ana = server.user("Ana")
            ana.start()
            await bot.get_updates(offset=-1)
            server.faults.next(faults.hang(), method="sendMessage")
            calls = [
                asyncio.create_task(quietly(bot.send_message(ana.id, "Hello", read_timeout=30))),
                asyncio.create_task(
                    quietly(bot.get_updates(offset=server.ledger[0].update_id + 1, timeout=30))
                ),
            ]
            await server.wait_for(lambda: server.calls_of("sendMessage"))
            began = time.monotonic()
            await server.__aexit__(None, None, None)
            await asyncio.gather(*calls)

        assert time.monotonic() - began < 1


class TestLog:
    async def test_writes_down_calls_and_updates(self, tmp_path: Path) -> None:
        """
        The file has every call and every update's way, line by line, while the server runs.
        """
        path = tmp_path / "telegram.jsonl"
        async with TelegramEmulator(log_path=path) as server, library(server) as bot:
            ana = server.user("Ana")
            ana.start()
            inbox = Inbox(bot)
            await inbox.read()
            await bot.send_message(ana.id, "Hello")
            await inbox.read()

            lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]

        assert [line["event"] for line in lines if line["record"] == "update"] == [
            "created",
            "delivered",
            "confirmed",
        ]
        calls = [line for line in lines if line["record"] == "call"]
        assert [call["seq"] for call in calls] == [1, 2, 3, 4]
        (sent,) = [call for call in calls if call["method"] == "sendMessage"]
        assert (sent["chat_id"], sent["message_id"], sent["outcome"]) == (ana.id, 2, "ok")
        assert sent["parameters"]["text"] == "Hello"

    async def test_a_transcript_reads_like_a_chat(
        self, server: TelegramEmulator, bot: Bot, ana: Person
    ) -> None:
        """
        It has who said what, the buttons, and marks for what one cannot see.
        """
        await bot.send_message(ana.id, "Ready?", reply_markup=YES_NO, protect_content=True)
        ana.replies(await ana.sees("Ready?"), "nearly")

        assert server.transcript(ana) == (
            "#1 Ana: /start\n#2 Mortar: Ready? [Yes] [No] (protected)\n#3 Ana: (to #2) nearly"
        )


class TestContract:
    async def test_names_departures(self, server: TelegramEmulator, ana: Person) -> None:
        """
        What the published description does not know is written down, on both sides.
        """
        if server.contract is None:
            pytest.skip("the published description of the Bot API is not here")

        await raw(server, "sendMessage", {"chat_id": ana.id, "text": "Hello", "colour": "red"})
        await raw(server, "getChat", {"chat_id": ana.id, "chat_type": 1})
        wrong = server.contract.departures_of_update({"update_id": "one"})

        assert [departure.partition(" ")[0] for departure in server.departures] == [
            "call:sendMessage",
            "call:getChat",
        ]
        assert "is not of type 'integer'" in wrong[0]
        server.departures.clear()


async def raw(
    server: TelegramEmulator, method: str, body: object = None, *, token: str | None = None
) -> httpx.Response:
    """Call a method without the library."""
    async with httpx.AsyncClient() as client:
        return await client.post(f"{server.base_url}{token or server.token}/{method}", json=body)


async def quietly(call: Coroutine[Any, Any, object]) -> None:
    """Call and do not mind an error."""
    try:
        await call
    except TelegramError:
        return


async def outcomes_of_ten_calls(seed: int) -> list[str]:
    """Give what became of ten calls of which about half fail."""
    async with TelegramEmulator(seed=seed) as server, library(server) as bot:
        server.faults.chance(0.5, faults.error(), method="getMyName")
        for _ in range(10):
            await quietly(bot.get_my_name())
        return [call.outcome for call in server.calls_of("getMyName")]
