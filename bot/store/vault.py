"""
Seal what people said, so that a stolen disk tells nothing.

An envelope: every partner, every couple and the house have a key of their own; those lie in the
database, wrapped under the master key, which does not. Deleting somebody's key makes all they
said unreadable, in every copy.

A sealed value is a version byte, a nonce (12 bytes) and AES-256-GCM's ciphertext with its tag.
It is bound to its place (table, row, column), so that one pasted into another row does not open.
"""

import hmac
import os
import stat
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import ConfigError, StoreError

MASTER_KEY_SIZE = 32
_VERSION = b"\x01"
_NONCE = 12
_MANY = 256
_MAC = 16

Owner = tuple[str, int]
"""Whose key: ("partner", id), ("couple", id) or `HOUSE`."""

HOUSE: Owner = ("house", 0)


class Unopened(StoreError):
    """A sealed value was changed, moved, or its key is gone."""


class Key:
    """Seals and opens one owner's values."""

    __slots__ = ("_aes",)

    def __init__(self, secret: bytes) -> None:
        self._aes = AESGCM(secret)

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt for one place."""
        nonce = _nonce()
        return _VERSION + nonce + self._aes.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Decrypt, or raise `Unopened` when it is not what was sealed for this place."""
        if sealed[:1] != _VERSION:
            raise Unopened(_changed(place))
        try:
            return self._aes.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], place.encode())
        except (InvalidTag, ValueError) as exc:
            raise Unopened(_changed(place)) from exc


_nonces: list[bytes] = []
# A child would seal under the same nonces as its parent, which breaks the cipher.
os.register_at_fork(after_in_child=_nonces.clear)


def _nonce() -> bytes:
    # Asking the kernel for each can take longer than sealing, so it is asked for many at once.
    while True:
        try:
            return _nonces.pop()
        except IndexError:
            many = os.urandom(_NONCE * _MANY)
            _nonces.extend(many[at : at + _NONCE] for at in range(0, len(many), _NONCE))


class Vault:
    """What follows from the master key: the wrapping of keys, and marks to find rows by."""

    __slots__ = ("_mac", "_wrap", "check")

    def __init__(self, master_key: bytes) -> None:
        if len(master_key) != MASTER_KEY_SIZE:
            raise ConfigError(f"The master key must be {MASTER_KEY_SIZE} bytes long.")
        self._wrap = Key(_derive(master_key, b"mortar wrap"))
        self._mac = _derive(master_key, b"mortar find")
        self.check = _derive(master_key, b"mortar check")[:_MAC]

    def make(self, owner: Owner) -> tuple[Key, bytes]:
        """Make a new key; return it, and wrapped as it is stored."""
        secret = AESGCM.generate_key(256)
        return Key(secret), self._wrap.seal(secret, _key_place(owner))

    def unwrap(self, owner: Owner, wrapped: bytes) -> Key:
        """Open a stored key, or raise `Unopened`."""
        return Key(self._wrap.open(wrapped, _key_place(owner)))

    def mark(self, *parts: str) -> bytes:
        """
        Give 16 bytes that stand for these words, the same each time.

        Without the master key they cannot be guessed back, even where there are few
        possibilities.
        """
        return hmac.digest(self._mac, "\0".join(parts).encode("utf-8", "replace"), "sha256")[:_MAC]


def create_master_key(path: Path) -> bytes:
    """
    Write a new master key to a file that only its owner may read.

    The file holds 64 hexadecimal characters and a newline. Raises `ConfigError` when something
    is there already, or it cannot be written.
    """
    key = os.urandom(MASTER_KEY_SIZE)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError as exc:
        raise ConfigError(
            f"There is already something at {path}. A master key is never overwritten: without "
            "it, all that was kept under it is lost. Move it away first, if you are sure."
        ) from exc
    except OSError as exc:
        raise ConfigError(
            f"The master key cannot be written to {path} ({exc.strerror}). Make the folder, or "
            "name another place in MORTAR_MASTER_KEY_FILE."
        ) from exc
    with os.fdopen(file, "wb") as out:
        os.fchmod(out.fileno(), 0o600)
        out.write(key.hex().encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())
    return key


def read_master_key(path: Path) -> bytes:
    """Read the master key (32 bytes), or raise `ConfigError` that says how to mend it."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError as exc:
        raise ConfigError(
            f"There is no master key at {path}. `mortar init` makes one for a new house; for a "
            "house that has a database already, put its own key back."
        ) from exc
    except OSError as exc:
        raise ConfigError(
            f"The master key at {path} cannot be read ({exc.strerror}). Give the file to the "
            "account that runs Mortar."
        ) from exc
    try:
        mode = os.fstat(file).st_mode
        if not stat.S_ISREG(mode):
            raise ConfigError(
                f"The master key at {path} is a {_kind(mode)}, not a file. Name the key's file in "
                "MORTAR_MASTER_KEY_FILE."
            )
        if mode & 0o077:
            raise ConfigError(
                f"The master key at {path} may be read by others (mode {stat.S_IMODE(mode):o}). "
                f"Close it with `chmod 600 {path}`, and think about who may have seen it."
            )
        return _parse(os.read(file, 1024), path)
    finally:
        os.close(file)


def _parse(text: bytes, path: Path) -> bytes:
    try:
        key = bytes.fromhex(text.decode("ascii").strip())
    except ValueError as exc:
        raise ConfigError(
            f"The master key at {path} holds something else than hexadecimal characters. It "
            "should be 64 of them, as `mortar init` wrote it; put back your copy."
        ) from exc
    if len(key) != MASTER_KEY_SIZE:
        raise ConfigError(
            f"The master key at {path} has {len(key)} bytes instead of {MASTER_KEY_SIZE} "
            f"({2 * MASTER_KEY_SIZE} hexadecimal characters). It seems cut off; put back your "
            "copy."
        )
    return key


def _derive(master_key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(master_key)


def _key_place(owner: Owner) -> str:
    return f"keys|{owner[0]}|{owner[1]}"


def _changed(place: str) -> str:
    return f"{place.split('|', 1)[0]}: a sealed value does not open; it was changed or moved"


def _kind(mode: int) -> str:
    return "folder" if stat.S_ISDIR(mode) else "device"
