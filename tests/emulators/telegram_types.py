"""Name the shapes that the modules of the Telegram emulator hand to each other."""

from typing import Protocol, TypeAlias

JsonObject: TypeAlias = dict[str, object]


class Placed(Protocol):
    """Whatever stands for a chat: a chat, a group, a channel, a person, a message's chat."""

    @property
    def id(self) -> int: ...
