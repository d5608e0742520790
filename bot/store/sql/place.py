"""Look at the place where a database lies, or is to lie, before anything is opened there."""

import fcntl
import os
import shutil
import stat
from pathlib import Path
from typing import NoReturn

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import AlreadyRunning, ConfigError

APPLICATION = 0x4D6F7274
"""SQLite's application id of our databases: "Mort"."""

LEAST_FREE = 24 << 20
"""Bytes that must be free on the disk at the start, the ballast's among them."""

_MAGIC = b"SQLite format 3\0"
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
_HEADER = 100
_ELSEWHERE = ("nfs", "cifs", "smb", "9p", "ceph", "glusterfs", "fuse.sshfs", "overlay", "afs")


def locate(url: str) -> Path:
    """Give the file that a database URL names, or raise `ConfigError`."""
    try:
        parsed = make_url(url)
    except ArgumentError as exc:
        raise ConfigError(
            "The database URL is not understood. Write it like sqlite:///mortar.db (a file in "
            "this folder) or sqlite:////srv/mortar/mortar.db (an absolute path)."
        ) from exc
    kind = parsed.get_backend_name()
    if kind == "postgresql":
        raise ConfigError("PostgreSQL comes with a later version. Use sqlite:///<file> for now.")
    if kind != "sqlite":
        raise ConfigError(f"There is no way to keep things in {kind}. Use sqlite:///<file>.")
    if parsed.database in (None, "", ":memory:") or parsed.query:
        raise ConfigError(
            "The database URL must name a file and nothing else, like sqlite:///mortar.db: what "
            "is kept in memory only is lost with the process."
        )
    return Path(str(parsed.database)).absolute()


def examine(path: Path) -> bool:
    """
    Say whether there is a database already; raise `ConfigError` when there is something else.

    Looks only, and changes nothing.
    """
    _examine_folder(path)
    try:
        found = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            _refuse(path, "is a link that leads nowhere", "Take the link away, or mend it.")
        return False
    except OSError as exc:
        _refuse(path, f"cannot be looked at ({exc.strerror})", "Check the path.")
    if stat.S_ISDIR(found.st_mode):
        _refuse(path, "is a folder", "Name a file in it, like sqlite:///<folder>/mortar.db.")
    if not stat.S_ISREG(found.st_mode):
        _refuse(path, "is a device, not a file", "Name a file on a disk that lasts.")
    if not os.access(path, os.R_OK | os.W_OK):
        _refuse(
            path,
            "may not be read and written by this account",
            "Give the file to the account that runs Mortar (chown), with mode 600.",
        )
    if found.st_size == 0:
        if _half_a_copy(path):
            _refuse(
                path,
                "is empty, but what was last written to it lies beside it (-wal or -journal)",
                "It seems to be half a copy: copy all of its files again, or restore a backup.",
            )
        return False
    _examine_file(path, found.st_size)
    return True


def create(path: Path) -> None:
    """Make an empty file that only its owner may read, unless it is there."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return
    except OSError as exc:
        _refuse(path, f"cannot be made ({exc.strerror})", "Check the folder and its owner.")
    os.fchmod(file, 0o600)
    os.close(file)


class Lock:
    """
    The right to be the one process that uses a database.

    The kernel lets go of it when the process ends, however it ends; the file may stay.
    """

    def __init__(self, path: Path) -> None:
        """Take it, or raise `AlreadyRunning` with the process id of who has it."""
        name = f"{path}.lock"
        try:
            file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError as exc:
            _refuse(path, f"cannot be locked ({name}: {exc.strerror})", "Check that file.")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            owner = os.read(file, 32).decode("ascii", "replace").strip()
            os.close(file)
            raise AlreadyRunning(f"already running (pid {owner or 'unknown'})") from exc
        except OSError as exc:
            os.close(file)
            _refuse(path, f"cannot be locked ({exc.strerror})", "Use a disk of this machine.")
        os.fchmod(file, 0o600)
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        self._file = file

    def release(self) -> None:
        """Let the next one in."""
        os.ftruncate(self._file, 0)
        os.close(self._file)


def doubtful(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str | None:
    """
    Say why a power cut may cost something there; None for a disk of this machine.

    On a network, what is called written may not be, and locks may hold nobody off. ``mounts`` is
    the kernel's list of file systems; where there is none, nothing can be said.
    """
    kind = _file_system(path.parent, mounts)
    if not kind.startswith(_ELSEWHERE):
        return None
    return (
        f"The database {path} lies on a file system ({kind}) that may lose what it said was "
        "written. Nothing is promised there after a power cut: use a disk of this machine."
    )


def damaged(path: Path, what: str) -> ConfigError:
    """Say that a database is damaged, and what to do."""
    return ConfigError(
        f"The database {path} is damaged: {what}. Nothing was changed. Stop Mortar, move the file "
        f"aside and put back your last backup: cp <backup> {path}"
    )


def _examine_folder(path: Path) -> None:
    folder = path.parent
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        raise ConfigError(
            f"The database should lie at {path}, but {folder} {what}. Make it with "
            f"`mkdir -p {folder}`, or name another place in MORTAR_DATABASE_URL."
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ConfigError(
            f"The database should lie at {path}, but this account may not write to {folder}. "
            "Give the folder to the account that runs Mortar (chown)."
        )
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        raise ConfigError(
            f"The disk of {folder} is full: {free:,} bytes are free, at least {LEAST_FREE:,} are "
            "needed to start. Make room, then start again; nothing was changed."
        )


def _examine_file(path: Path, size: int) -> None:
    with path.open("rb") as file:
        head = file.read(_HEADER)
    if _unfinished(path):
        # SQLite finishes or undoes what was being written; only then can more be said.
        return
    if not head.startswith(_MAGIC) or len(head) < _HEADER:
        _refuse(
            path,
            "is not a database",
            "It is left as it is. Name another file in MORTAR_DATABASE_URL.",
        )
    pages, page = int.from_bytes(head[28:32], "big"), int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    if size < pages * page:
        raise damaged(path, f"it was cut off at {size:,} of {pages * page:,} bytes")
    if int.from_bytes(head[68:72], "big") == APPLICATION:
        return
    if pages == 1 and head[18] == 2:
        _refuse(
            path,
            "is a copy without its -wal file, where everything still was",
            "Copy all of its files again, with Mortar stopped, or restore a backup.",
        )
    _refuse(
        path,
        "is the database of another application",
        "It is left as it is. Name another file in MORTAR_DATABASE_URL.",
    )


def _file_system(folder: Path, mounts: Path) -> str:
    """Give the kind of file system that a folder lies on; "" where nobody knows."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    found = [("", "")]
    for line in lines:
        place, _, source = line.partition(" - ")
        # The kernel writes a blank in a path as a number in octal.
        at = place.split(" ")[4].replace("\\040", " ")
        if folder.resolve().is_relative_to(at):
            found.append((at, source.split(" ")[0]))
    return max(found, key=lambda one: len(one[0]))[1]


def _half_a_copy(path: Path) -> bool:
    """Say whether what lies beside an empty file was written when it was not empty."""
    if _size(path, "-wal"):
        return True
    if not _size(path, "-journal"):
        return False
    with _beside(path, "-journal").open("rb") as journal:
        head = journal.read(20)
    # Where the first start was killed, the journal says that there was nothing before.
    return head.startswith(_JOURNAL) and any(head[16:20])


def _unfinished(path: Path) -> bool:
    return bool(_size(path, "-journal") or _size(path, "-wal"))


def _size(path: Path, ending: str) -> int:
    beside = _beside(path, ending)
    return beside.stat().st_size if beside.exists() else 0


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _refuse(path: Path, what: str, mend: str) -> NoReturn:
    raise ConfigError(f"The database {path} {what}. {mend}")
