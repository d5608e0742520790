"""What people send beside text, as the fields that Telegram puts into a message."""

from enum import StrEnum
from typing import assert_never

from tests.emulators.telegram_json import chat_json, file_json
from tests.emulators.telegram_state import Chat, StoredFile, World
from tests.emulators.telegram_types import JsonObject


class Content(StrEnum):
    """A kind of content."""

    ANIMATION = "animation"
    AUDIO = "audio"
    CONTACT = "contact"
    DICE = "dice"
    DOCUMENT = "document"
    LOCATION = "location"
    PHOTO = "photo"
    POLL = "poll"
    STICKER = "sticker"
    STORY = "story"
    VENUE = "venue"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    VOICE = "voice"


PLACE: JsonObject = {"latitude": 52.5, "longitude": 13.4}


def content_json(world: World, chat: Chat, kind: Content) -> JsonObject:
    """Make up some content of a kind."""
    match kind:
        case Content.PHOTO:
            return photo_json(world.store("photo.jpg", b"a photo"))
        case Content.DOCUMENT:
            return document_json(world.store("letter.pdf", b"a document"), "application/pdf")
        case Content.ANIMATION:
            moving: JsonObject = {"width": 320, "height": 240, "duration": 3}
            moving |= file_json(world.store("hug.mp4", b"an animation"))
            # Old apps know no animations; Telegram repeats it as a document for them.
            return {"animation": moving, "document": file_json(world.store("hug.mp4", b""))}
        case Content.AUDIO:
            return {"audio": {"duration": 60} | file_json(world.store("song.mp3", b"a song"))}
        case Content.VOICE:
            return {"voice": {"duration": 5} | file_json(world.store("voice.ogg", b"a voice"))}
        case Content.VIDEO:
            film: JsonObject = {"width": 640, "height": 480, "duration": 9}
            return {"video": film | file_json(world.store("film.mp4", b"a film"))}
        case Content.VIDEO_NOTE:
            note: JsonObject = {"length": 240, "duration": 9}
            return {"video_note": note | file_json(world.store("note.mp4", b"a note"))}
        case Content.STICKER:
            return {"sticker": _sticker(world)}
        case Content.CONTACT:
            return {"contact": {"phone_number": "+10000000000", "first_name": "Friend"}}
        case Content.DICE:
            return {"dice": {"emoji": "🎲", "value": world.chance.randint(1, 6)}}
        case Content.LOCATION:
            return {"location": PLACE}
        case Content.VENUE:
            venue: JsonObject = {"location": PLACE, "title": "Café", "address": "Main Street 1"}
            return {"venue": venue, "location": PLACE}
        case Content.POLL:
            return {"poll": _poll()}
        case Content.STORY:
            return {"story": {"chat": chat_json(chat), "id": 1}}
    assert_never(kind)


def photo_json(file: StoredFile) -> JsonObject:
    """Show a photo in its one size."""
    size: JsonObject = {"width": 90, "height": 90}
    return {"photo": [file_json(file) | size]}


def document_json(file: StoredFile, mime_type: str) -> JsonObject:
    """Show a document."""
    return {"document": file_json(file) | {"file_name": file.name, "mime_type": mime_type}}


def _sticker(world: World) -> JsonObject:
    look: JsonObject = {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "🙂",
    }
    return look | file_json(world.store("sticker.webp", b"a sticker"))


def _poll() -> JsonObject:
    options = [
        {"persistent_id": f"option{at}", "text": text, "voter_count": 0}
        for at, text in enumerate(("Yes", "No"))
    ]
    return {
        "id": "poll1",
        "question": "Shall we?",
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
