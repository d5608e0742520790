"""What makes pictures and papers, beside everything else that goes on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.errors import MortarError
from bot.ports.letters import Attachment

MOST_BYTES = 10 * 1024 * 1024
"""The largest photo that is taken from a platform."""


class Unmade(MortarError):
    """A picture or a paper could not be made. ``str()`` says why, without anybody's words."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the album: ``jpeg`` is empty until it was fetched from its ``source``."""

    source: str
    jpeg: bytes


class Album(Protocol):
    """The photos that couples keep, each sealed under its couple's key."""

    async def photo(self, number: int) -> Photo | None:
        """Read one by its number; None when there is none (any more)."""

    async def put(self, number: int, jpeg: bytes) -> None:
        """Put in what was fetched; its source is forgotten. Nothing when there is none any more."""


class Press(Protocol):
    """
    Makes one thing at a time, in a process of its own.

    Both methods raise `Unmade`.
    """

    async def make(self, reference: str, words: Mapping[str, str], language: str) -> Attachment:
        """Draw a sketch (`bot.model.sketches`); ``words`` are those its ``words`` name."""

    async def clean(self, photo: bytes) -> bytes:
        """Make a photo that is nothing but its picture: a JPEG without metadata, not too large."""

    async def close(self) -> None:
        """End the process, without waiting for what is under way."""
