"""
Seal what people said, so that a stolen disk tells nothing.

An envelope: every partner, every couple, everybody who writes and the house have keys of their
own; those lie in the key store, apart from the data, wrapped under the master key, which lies
apart from both. Deleting somebody's key makes all they said unreadable, in every copy of the
data.

A sealed value is a format byte, the number of its key (4 bytes), a nonce (12 bytes) and
AES-256-GCM's ciphertext with its tag. It is bound to its place (table, row, column), its owner
and that key, so that one pasted into another row does not open.
"""

import hmac
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import ConfigError, StoreError

MASTER_KEY_SIZE = 32
_FORMAT, _FIRST_FORMAT = b"\x02", b"\x01"
_HEAD = 5
_NONCE = 12
_MANY = 256
_MAC = 16

Owner = tuple[str, int]
"""Whose key: ("partner", id), ("couple", id), ("sender", number of a mark), `HOUSE`, `FINDING`."""

HOUSE: Owner = ("house", 0)
FINDING: Owner = ("finding", 0)
"""Owns the key under which marks are made."""


class Unopened(StoreError):
    """
    A sealed value was changed, moved, or its key is gone.

    ``place`` is where it lies, "" where that is not one row.
    """

    def __init__(self, said: str, place: str = "") -> None:
        super().__init__(said)
        self.place = place


class Key:
    """
    Seals and opens one owner's values.

    Seals under the newest of their keys; ``older`` are those, by number, that open only.
    ``others`` finds somebody else's key by its number, where this owner may open those too.
    """

    __slots__ = ("_aes", "_head", "_older", "_others", "_tail", "number", "owner")

    def __init__(
        self,
        secret: bytes,
        owner: Owner = HOUSE,
        number: int = 0,
        older: Mapping[int, bytes] | None = None,
        others: "Callable[[int], Key | None] | None" = None,
    ) -> None:
        self.owner = owner
        self.number = number
        self._aes = AESGCM(secret)
        self._head = _head(number)
        self._tail = _tail(owner, number)
        self._older = {_head(one): AESGCM(old) for one, old in (older or {}).items()}
        self._others = others

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt for one place."""
        nonce = _nonce()
        sealed = self._aes.encrypt(nonce, plain, (place + self._tail).encode())
        return self._head + nonce + sealed

    def open(self, sealed: bytes, place: str) -> bytes:
        """Decrypt, or raise `Unopened` when it is not what was sealed for this place."""
        head, tail = sealed[:_HEAD], self._tail
        try:
            if head == self._head:
                return self._decrypt(self._aes, sealed[_HEAD:], place + tail)
            if head in self._older:
                tail = _tail(self.owner, int.from_bytes(head[1:], "big"))
                return self._decrypt(self._older[head], sealed[_HEAD:], place + tail)
            if head[:1] == _FIRST_FORMAT:
                # Sealed before keys had numbers, so under the first that this owner had.
                first = self._older[min(self._older)] if self._older else self._aes
                return self._decrypt(first, sealed[1:], place)
        except (InvalidTag, ValueError) as exc:
            raise Unopened(_changed(place), place) from exc
        other = self._others(int.from_bytes(head[1:], "big")) if self._others else None
        if other is None or head[:1] != _FORMAT:
            raise Unopened(_changed(place), place)
        return other.open(sealed, place)

    def is_newest(self, sealed: bytes) -> bool:
        """Say whether something was sealed under the newest key of this owner."""
        return sealed[:_HEAD] == self._head

    @staticmethod
    def _decrypt(aes: AESGCM, sealed: bytes, bound: str) -> bytes:
        return aes.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound.encode())


def number_of(sealed: bytes) -> int | None:
    """Give the number of the key under which something was sealed; None where it names none."""
    if sealed[:1] != _FORMAT or len(sealed) < _HEAD:
        return None
    return int.from_bytes(sealed[1:_HEAD], "big")


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


def new_secret() -> bytes:
    """Make a new key's bytes."""
    return AESGCM.generate_key(256)


class Vault:
    """What follows from the master key: the wrapping of all other keys. ``id`` tells it apart."""

    __slots__ = ("_wrap", "former_finding", "id")

    def __init__(self, master_key: bytes) -> None:
        if len(master_key) != MASTER_KEY_SIZE:
            raise ConfigError(f"The master key must be {MASTER_KEY_SIZE} bytes long.")
        self._wrap = AESGCM(_derive(master_key, b"mortar wrap"))
        self.id = _derive(master_key, b"mortar check")[:_MAC]
        # Until revision 0002 marks were made under this one; a database from then still has them.
        self.former_finding = _derive(master_key, b"mortar find")

    def wrap(self, owner: Owner, secret: bytes) -> bytes:
        """Give a key as it is stored."""
        nonce = _nonce()
        return nonce + self._wrap.encrypt(nonce, secret, self._bound(owner))

    def unwrap(self, owner: Owner, wrapped: bytes) -> bytes:
        """Open a stored key, or raise `Unopened`."""
        try:
            return self._wrap.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], self._bound(owner))
        except (InvalidTag, ValueError) as exc:
            raise Unopened(_changed("keys")) from exc

    def unwrap_former(self, owner: Owner, wrapped: bytes) -> bytes:
        """Open a key as it lay in the database until revision 0002."""
        bound = f"keys|{owner[0]}|{owner[1]}".encode()
        try:
            return self._wrap.decrypt(wrapped[1 : 1 + _NONCE], wrapped[1 + _NONCE :], bound)
        except (InvalidTag, ValueError) as exc:
            raise Unopened(_changed("keys")) from exc

    def _bound(self, owner: Owner) -> bytes:
        return f"{owner[0]}|{owner[1]}|{self.id.hex()}".encode()


class Marks:
    """Give words a mark: 16 bytes that stand for them, the same each time."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def mark(self, *parts: str) -> bytes:
        """
        Give what stands for these words.

        Without the key they cannot be guessed back, even where there are few possibilities.
        """
        words = "\0".join(parts).encode("utf-8", "replace")
        return hmac.digest(self._secret, words, "sha256")[:_MAC]


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


def _head(number: int) -> bytes:
    return _FORMAT + number.to_bytes(_HEAD - 1, "big")


def _tail(owner: Owner, number: int) -> str:
    return f"|{owner[0]}:{owner[1]}|{number}"


def _changed(place: str) -> str:
    return f"{place.split('|', 1)[0]}: a sealed value does not open; it was changed or moved"


def _kind(mode: int) -> str:
    return "folder" if stat.S_ISDIR(mode) else "device"
