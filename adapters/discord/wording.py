"""The few words that the adapter itself shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """
    One language's words.

    ``write`` stands on the button that opens the field for free text (at most 80 letters),
    ``title`` above that field and ``field`` at it (45 each). ``code`` is about the option of a
    command that takes a code, ``room`` about the command that makes a room, ``partner`` about
    its other option (100 each); ``slash_room`` is that command's name in this language, and
    ``room_name`` what such a room is called. The last three answer that command: made, "only in a
    text channel of a server", "I have no right to do so".
    """

    write: str
    title: str
    field: str
    code: str
    room: str
    partner: str
    slash_room: str
    room_name: str
    room_made: str
    room_elsewhere: str
    room_forbidden: str
