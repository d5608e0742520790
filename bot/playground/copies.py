"""Copies of the database as it was, so that whoever plays can go a step back."""

import itertools
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

DATABASE = "mortar.db"
PAST = "past"
MOST = 120


def make(folder: Path) -> Path:
    """Copy the database as it stands, beside a bot that has it open; the oldest copies go."""
    past = folder / PAST
    past.mkdir(exist_ok=True)
    there = sorted(int(one.name) for one in past.iterdir())
    for old in there[: max(0, len(there) - MOST + 1)]:
        shutil.rmtree(past / str(old))
    copy = past / str(there[-1] + 1 if there else 1)
    copy.mkdir()
    for file in _databases(folder):
        _copy(file, copy / file.name)
    return copy


def put_back(copy: Path, folder: Path) -> None:
    """Lay a copy in the place of a database that nobody has open."""
    for file in copy.iterdir():
        shutil.copyfile(file, folder / file.name)


def clear(folder: Path) -> None:
    """Take away a database that nobody has open, and all that lies beside it."""
    for file in folder.glob(f"{DATABASE}*"):
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink()


def _databases(folder: Path) -> "itertools.chain[Path]":
    # The keys may lie in a small database of their own, beside the other.
    return itertools.chain(folder.glob(DATABASE), folder.glob(f"{DATABASE}.keys"))


def _copy(file: Path, to: Path) -> None:
    url = f"file:{quote(str(file))}?mode=ro"
    with (
        closing(sqlite3.connect(url, uri=True, timeout=5)) as source,
        closing(sqlite3.connect(to)) as target,
    ):
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target)
