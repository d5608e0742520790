"""
Hold some room on the disk, to give it up when there is no other left.

What was begun can then be finished and noted; nothing new is taken in until there is room again.
"""

import os
import shutil
import tempfile
import threading
from pathlib import Path

SIZE = 16 << 20
"""Bytes that are held."""

ROOM = 4 << 20
"""Bytes that must be free besides, before they are held again."""


class Ballast:
    """
    A file without a name, as long as the process lives: however that ends, the room is free.

    ``spent`` says that the disk was full and the room was given up. It may be used by several
    threads.
    """

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        """Hold the room; where there is not so much, hold none for now."""
        self._folder = folder
        self._size = size
        self._guard = threading.Lock()
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - held for life
        self.spent = False
        self._take()

    @property
    def needed(self) -> int:
        """Give the bytes that must be free before it is held again."""
        return self._size + ROOM

    def lay(self) -> bool:
        """Hold the room again, if there is as much; say whether all is well."""
        with self._guard:
            if self.spent and self._take():
                self.spent = False
            return not self.spent

    def spend(self) -> None:
        """Give the room up."""
        with self._guard:
            self.spent = True
            self._file.truncate(0)

    def close(self) -> None:
        """Give the room up for good."""
        self._file.close()

    def _take(self) -> bool:
        try:
            if shutil.disk_usage(self._folder).free < self.needed:
                return False
            _reserve(self._file.fileno(), self._size)
        except OSError:
            self._file.truncate(0)
            return False
        return True


def _reserve(file: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file, 0, size)
        return
    block = bytes(1 << 20)
    for at in range(0, size, len(block)):
        os.pwrite(file, block, at)
