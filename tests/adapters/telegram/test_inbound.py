"""What updates tell, and which of them tell nothing."""

import pytest

from adapters.telegram.inbound import KINDS
from bot.model.address import Address
from bot.ports.messages import (
    Attached,
    CameIn,
    Commanded,
    Edited,
    Gathered,
    MovedHouse,
    Pressed,
    PutOut,
    Sender,
    Wrote,
)
from tests.adapters.telegram.updates import (
    ANA,
    BOT,
    CHANNEL,
    GROUP,
    NOW,
    OTHER_BOT,
    PRIVATE,
    SUPERGROUP,
    JsonObject,
    body,
    coming,
    command,
    edited,
    heard,
    message,
    press,
    standing,
)
from tests.emulators.telegram_json import ADMIN_RIGHTS, SHARED_RIGHTS, WRITE_RIGHTS

FILE: JsonObject = {"file_id": "f", "file_unique_id": "u", "file_size": 50 * 2**20}
PICTURE: JsonObject = FILE | {"width": 1, "height": 1}
PLACE: JsonObject = {"latitude": 1.0, "longitude": 2.0}
STICKER: JsonObject = PICTURE | {"type": "regular", "is_animated": False, "is_video": False}
POLL: JsonObject = {
    "id": "1",
    "question": "?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}
GIFT: JsonObject = {"id": "g", "sticker": STICKER, "star_count": 1}
CONTENTS: dict[str, JsonObject] = {
    "animation": {"animation": PICTURE | {"duration": 1}, "document": FILE},
    "audio": {"audio": FILE | {"duration": 1}},
    "contact": {"contact": {"phone_number": "+1", "first_name": "X"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "document": {"document": FILE | {"mime_type": "image/svg+xml", "file_name": "bomb.zip"}},
    "game": {"game": {"title": "t", "description": "d", "photo": [PICTURE]}},
    "gift": {"gift": {"gift": GIFT}},
    "location": {"location": PLACE},
    "photo": {"photo": [PICTURE], "caption": "/start look"},
    "poll": {"poll": POLL},
    "sticker": {"sticker": STICKER},
    "story": {"story": {"chat": PRIVATE, "id": 1}},
    "venue": {
        "venue": {"location": PLACE, "title": "t", "address": "a"},
        "location": PLACE,
    },
    "video": {"video": PICTURE | {"duration": 1}},
    "video_note": {"video_note": FILE | {"duration": 1, "length": 1}},
    "voice": {"voice": FILE | {"duration": 1}},
}
FORWARDED: JsonObject = {
    "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}
}


class TestMessage:
    def test_has_everything_that_is_known(self) -> None:
        """
        Key, time, place and person are there; nothing else of Telegram is.
        """
        inbound = heard(message("We talked.", **{"from": ANA | {"language_code": "de"}}))

        assert inbound is not None
        assert inbound.key == "telegram:u:700:5"
        assert inbound.at == NOW
        assert inbound.body == Wrote("We talked.", "5")
        assert inbound.address == Address("telegram", "51")
        assert inbound.private
        assert inbound.sender == Sender("51", "Ana Roth", "de")

    def test_of_a_group_is_not_private(self) -> None:
        """
        The group is the address, the person the sender.
        """
        inbound = heard(message("hello", chat=GROUP))

        assert inbound is not None
        assert (inbound.address, inbound.private) == (Address("telegram", "-4001"), False)

    def test_keeps_its_topic(self) -> None:
        """
        A forum's topic is part of the address.
        """
        inbound = heard(message("hi", chat=SUPERGROUP, message_thread_id=77, is_topic_message=True))

        assert inbound is not None
        assert inbound.address == Address("telegram", "-1002001", "77")

    def test_takes_no_thread_of_replies_for_a_topic(self) -> None:
        """
        Outside of forums the field means something else.
        """
        inbound = heard(message("hi", chat=SUPERGROUP, message_thread_id=77))

        assert inbound is not None
        assert inbound.address == Address("telegram", "-1002001")

    def test_tells_which_of_our_messages_it_answers(self) -> None:
        """
        Only replies to the bot count, and none to the opening of a topic.
        """
        ours = {"message_id": 3, "date": 1, "chat": PRIVATE, "from": BOT, "text": "?"}
        hers = ours | {"from": ANA}
        opening = ours | {"forum_topic_created": {"name": "t", "icon_color": 1}}

        assert body(message("yes", reply_to_message=ours)) == Wrote("yes", "5", reply_to="3")
        assert body(message("yes", reply_to_message=hers)) == Wrote("yes", "5")
        assert body(message("yes", reply_to_message=opening)) == Wrote("yes", "5")

    @pytest.mark.parametrize(
        "fields",
        [
            pytest.param({"text": "his words"}, id="26-forwarded"),
            pytest.param({"text": "/erase"}, id="26-forwarded command"),
        ],
    )
    def test_says_when_it_is_forwarded(self, fields: JsonObject) -> None:
        """
        Forwarded words are no command and are marked.
        """
        assert body(message(**fields, **FORWARDED)) == Wrote(fields["text"], "5", forwarded=True)

    @pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\u200b", "👨‍👩‍👧‍👦" * 300])
    def test_hands_on_odd_text_as_it_is(self, text: str) -> None:
        """
        Cleaning is done behind this door.
        """
        assert body(message(text)) == Wrote(text, "5")

    def test_edits_are_told(self) -> None:
        """
        New text under the old id; an edit of something else is nothing.
        """
        assert body(edited("better")) == Edited("better", "5")
        assert body(edited(None, location=PLACE)) is None


class TestCommand:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            pytest.param("/START", Commanded("start", "", "5"), id="32-upper case"),
            pytest.param("/start@OtherBot", None, id="32-other bot"),
            pytest.param("/start@OtherBot P", None, id="32-other bot with words"),
            pytest.param("/start@OurBot", Commanded("start", "", "5"), id="32-our bot"),
            pytest.param("/start@ourBOT P", Commanded("start", "P", "5"), id="32-our bot any case"),
            pytest.param("/start " + "x" * 100, Commanded("start", "x" * 100, "5"), id="35-long"),
            pytest.param("/start ../../x", Commanded("start", "../../x", "5"), id="35-path"),
            pytest.param("/start ' OR 1", Commanded("start", "' OR 1", "5"), id="35-quote"),
            pytest.param("/start\nP", Commanded("start", "P", "5"), id="new line"),
            pytest.param("/", Wrote("/", "5"), id="slash alone"),
            pytest.param("/ and then", Wrote("/ and then", "5"), id="slash and blank"),
            pytest.param("see /start", Wrote("see /start", "5"), id="not at the beginning"),
        ],
    )
    def test_is_taken_apart(self, text: str, told: object) -> None:
        """
        A name in lower case and what followed; another bot's is not ours.
        """
        assert body(message(text)) == told

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("/start P", Commanded("start", "P", "5")),
            ("/hilfe", Commanded("hilfe", "", "5")),
            ("/привет", Commanded("привет", "", "5")),
            ("/a/b", Wrote("/a/b", "5")),
            ("/" + "x" * 65, Wrote("/" + "x" * 65, "5")),
        ],
    )
    def test_is_known_without_a_mark(self, text: str, told: object) -> None:
        """
        Some apps, and other letters than Latin ones, come without an entity.
        """
        assert body(message(text, entities=None)) == told

    def test_ends_where_telegram_says(self) -> None:
        """
        A full stop behind it belongs to what follows.
        """
        told = body(message("/start. now", entities=[command("/start")]))

        assert told == Commanded("start", ". now", "5")


class TestAttachment:
    @pytest.mark.parametrize("kind", [pytest.param(kind, id=f"27-{kind}") for kind in CONTENTS])
    def test_is_its_kind_and_nothing_more(self, kind: str) -> None:
        """
        The file does not come in (28: however big it is); words under it are there to be asked.
        """
        found = body(message(**CONTENTS[kind]))

        # Of a picture the reference is kept; it is not fetched.
        words = CONTENTS[kind].get("caption", "")
        assert found == Attached(kind, "telegram:f" if kind == "photo" else "", words)

    def test_kinds_are_fields_of_messages(self) -> None:
        """
        A typing error in the list would go unseen otherwise.
        """
        from telegram import Message

        assert set(KINDS) <= set(Message.__slots__)


class TestAlbum:
    """27: several pictures sent at once come one by one."""

    def test_is_one_thing(self) -> None:
        """
        All of it has one key, so that the inbox takes it once.
        """
        first = heard(message(photo=[PICTURE], media_group_id="900"))
        second = message(photo=[PICTURE], media_group_id="900", message_id=6)
        again = heard(second | {"update_id": 701})

        assert first is not None
        assert again is not None
        assert first.key == again.key == "telegram:a:51:900"
        assert first.body == Attached("photo", "telegram:f")

    def test_is_not_another_album(self) -> None:
        """
        The next album, and an album in another chat, are things of their own.
        """
        albums = [
            heard(message(photo=[PICTURE], media_group_id="900")),
            heard(message(photo=[PICTURE], media_group_id="901")),
            heard(message(photo=[PICTURE], media_group_id="900", chat=GROUP)),
        ]

        assert len({one.key for one in albums if one}) == 3


class TestTopic:
    def test_opens_again(self) -> None:
        """
        67: a topic that was closed may be written to again.
        """
        inbound = heard(
            message(
                chat=SUPERGROUP, message_thread_id=77, is_topic_message=True,
                forum_topic_reopened={},
            )
        )  # fmt: skip

        assert inbound is not None
        assert inbound.body == CameIn()
        assert inbound.address == Address("telegram", "-1002001", "77")

    def test_closes(self) -> None:
        """
        67: an administrator may write in a closed topic: that is seen when we try.
        """
        shut: JsonObject = {
            "message_thread_id": 77, "is_topic_message": True, "forum_topic_closed": {},
        }  # fmt: skip

        assert heard(message(chat=SUPERGROUP, **shut)) is None


class TestIgnored:
    @pytest.mark.parametrize(
        "fields",
        [
            pytest.param({"chat": GROUP, "sender_chat": CHANNEL}, id="29-channel"),
            pytest.param({"chat": GROUP, "sender_chat": GROUP}, id="29-anonymous admin"),
            pytest.param({"from": OTHER_BOT}, id="29-bot"),
            pytest.param({"via_bot": OTHER_BOT}, id="29-inline bot"),
            pytest.param({"from": None}, id="113-nobody"),
            pytest.param({"chat": CHANNEL, "sender_chat": CHANNEL}, id="70-channel post"),
            pytest.param({"chat": GROUP, "is_automatic_forward": True}, id="70-forward"),
        ],
    )
    def test_who_does_not_speak_for_themselves(self, fields: JsonObject) -> None:
        """
        Neither their words nor their edits are heard.
        """
        assert heard(message("/start x", **fields)) is None
        assert heard(edited("x", **fields)) is None

    @pytest.mark.parametrize(
        "update",
        [
            pytest.param({"update_id": 1}, id="113-empty"),
            pytest.param({"update_id": 1, "hologram": {"x": 1}}, id="113-unknown"),
            pytest.param({"update_id": 1, "poll": POLL}, id="113-not asked for"),
            pytest.param(message(new_chat_title="Us two"), id="113-service"),
            pytest.param(message(hologram={"x": 1}), id="113-unknown content"),
            pytest.param(press(**{"from": None}), id="113-press by nobody"),
            pytest.param(
                {"update_id": 1, "channel_post": message("x", chat=CHANNEL)["message"]},
                id="70-post",
            ),
        ],
    )
    def test_what_has_no_meaning_here(self, update: JsonObject) -> None:
        """
        It is passed over without an error.
        """
        assert heard(update) is None

    def test_new_fields_do_no_harm(self) -> None:
        """
        113: Telegram adds fields every few months; ids have up to 52 bits.
        """
        sender = ANA | {"id": 2**52 - 1, "aura": "blue"}
        inbound = heard(message("hi", mood="calm", **{"from": sender}) | {"phase": "moon"})

        assert inbound is not None
        assert inbound.sender == Sender(str(2**52 - 1), "Ana Roth")


class TestPress:
    def test_gives_token_press_and_message(self) -> None:
        """
        The press's own id makes the key.
        """
        inbound = heard(press())

        assert inbound is not None
        assert inbound.key == "telegram:u:701:4242"
        assert inbound.body == Pressed("tok", "4242", "6")
        assert (inbound.at, inbound.private) == (NOW, True)

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(None, id="40-empty"),
            pytest.param("\x01\x7f" * 32, id="40-64 bytes"),
            pytest.param("x" * 65, id="40-65 bytes"),
            pytest.param("\udcff\udcfe", id="40-not UTF-8"),
            pytest.param("v1:old-step:3", id="45-older version"),
        ],
    )
    def test_hands_on_any_token(self, data: str | None) -> None:
        """
        A bad app can send anything; who asked decides what it is worth.
        """
        assert body(press(data=data)) == Pressed(data or "", "4242", "6")

    @pytest.mark.parametrize(
        ("below", "address", "id_"),
        [
            pytest.param(
                {"message_id": 6, "date": 0, "chat": GROUP},
                Address("telegram", "-4001"),
                "6",
                id="44-inaccessible",
            ),
            pytest.param(
                {"message_id": 6, "date": 0}, Address("telegram", "51"), "6", id="44-no chat"
            ),
            pytest.param(None, Address("telegram", "51"), None, id="44-no message"),
        ],
    )
    def test_is_heard_when_its_message_is_out_of_reach(
        self, below: JsonObject | None, address: Address, id_: str | None
    ) -> None:
        """
        Old messages come without their content, some presses without a message.
        """
        inbound = heard(press(message=below))

        assert inbound is not None
        assert inbound.body == Pressed("tok", "4242", id_)
        assert inbound.address == address

    def test_keeps_the_topic_of_its_message(self) -> None:
        """
        The answer goes where the question stood.
        """
        below = {"message_id": 6, "date": 9, "chat": SUPERGROUP, "from": BOT}
        inbound = heard(press(message=below | {"message_thread_id": 77, "is_topic_message": True}))

        assert inbound is not None
        assert inbound.address == Address("telegram", "-1002001", "77")


MUTED: JsonObject = {"status": "restricted", "is_member": True, "can_send_messages": False}
LIMITED: JsonObject = MUTED | {"can_send_messages": True}
YES: JsonObject = {"can_be_edited": True, "is_anonymous": False}


def stand(status: str) -> JsonObject:
    """Write a standing with all the fields it has."""
    match status:
        case "administrator":
            return {"status": status} | dict.fromkeys(ADMIN_RIGHTS, True) | YES
        case "muted" | "limited":
            given = MUTED if status == "muted" else LIMITED
            rest = dict.fromkeys(WRITE_RIGHTS + SHARED_RIGHTS, False)
            return rest | given | {"until_date": 0}
        case "kicked":
            return {"status": status, "until_date": 0}
        case _:
            return {"status": status}


class TestStanding:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("member", "kicked", PutOut()),
            ("kicked", "member", CameIn()),
        ],
    )
    def test_in_private_is_blocked_or_not(self, old: str, new: str, told: object) -> None:
        """
        Telegram says "kicked" when somebody blocks the bot.
        """
        inbound = heard(standing(stand(old), stand(new)))

        assert inbound is not None
        assert (inbound.body, inbound.address) == (told, Address("telegram", "51"))
        assert inbound.sender == Sender("51", "Ana Roth")
        assert inbound.key == "telegram:u:702:m1795000000"

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            pytest.param("left", "member", CameIn(), id="added"),
            pytest.param("left", "administrator", CameIn(), id="added as admin"),
            pytest.param("member", "left", PutOut(), id="left"),
            pytest.param("administrator", "kicked", PutOut(), id="kicked"),
            pytest.param("member", "muted", PutOut(), id="65-muted"),
            pytest.param("muted", "member", CameIn(), id="65-unmuted"),
            pytest.param("muted", "limited", CameIn(), id="65-may write again"),
            pytest.param("member", "administrator", None, id="promoted"),
            pytest.param("administrator", "member", None, id="65-demoted"),
            pytest.param("kicked", "left", PutOut(), id="unbanned, still out"),
        ],
    )
    def test_in_groups_is_whether_it_may_write(self, old: str, new: str, told: object) -> None:
        """
        A change that does not touch this is nothing.
        """
        assert body(standing(stand(old), stand(new), SUPERGROUP)) == told

    def test_in_channels_is_nothing(self) -> None:
        """
        70: a channel is no place for a couple.
        """
        assert heard(standing(stand("left"), stand("administrator"), CHANNEL)) is None


class TestGathering:
    @pytest.mark.parametrize(
        "update",
        [
            pytest.param(message(chat=GROUP, new_chat_members=[ANA]), id="63-joined"),
            pytest.param(message(chat=GROUP, new_chat_members=[OTHER_BOT]), id="62-bot joined"),
            pytest.param(message(chat=GROUP, new_chat_members=[BOT, ANA]), id="62-with the bot"),
            pytest.param(message(chat=GROUP, left_chat_member=ANA), id="63-left"),
            pytest.param(
                message(chat=GROUP, new_chat_members=[ANA], sender_chat=GROUP), id="62-anonymous"
            ),
            pytest.param(coming("left", "member"), id="62-by update"),
            pytest.param(coming("member", "kicked"), id="63-by update"),
        ],
    )
    def test_is_told_without_a_number(self, update: JsonObject) -> None:
        """
        Who is there has to be counted; nobody in particular did it.
        """
        inbound = heard(update)

        assert inbound is not None
        assert (inbound.body, inbound.sender) == (Gathered(None), None)

    @pytest.mark.parametrize(
        "update",
        [
            message(chat=GROUP, new_chat_members=[BOT]),
            message(chat=GROUP, left_chat_member=BOT),
            coming("left", "member", BOT),
            coming("member", "member"),
        ],
    )
    def test_is_not_about_the_bot_itself(self, update: JsonObject) -> None:
        """
        That comes as a standing.
        """
        assert heard(update) is None


class TestMoving:
    @pytest.mark.parametrize(
        "update",
        [
            pytest.param(message(chat=GROUP, migrate_to_chat_id=-1002001), id="64-to"),
            pytest.param(
                message(chat=SUPERGROUP, sender_chat=SUPERGROUP, migrate_from_chat_id=-4001),
                id="64-from",
            ),
        ],
    )
    def test_is_told_alike_from_both_sides(self, update: JsonObject) -> None:
        """
        The old address and the new id, whichever message comes.
        """
        inbound = heard(update)

        assert inbound is not None
        assert inbound.body == MovedHouse("-1002001")
        assert (inbound.address, inbound.private) == (Address("telegram", "-4001"), False)
