"""
Hide a number that somebody chose, so that who holds it in hand still has to guess.

Four digits are few: what keeps them is that each guess is dear, and that the hash lies sealed in
a profile. The cost is what is advised for passwords where memory is dear (Argon2id, 19 MiB, two
passes); a turn that needs it takes about a twentieth of a second longer.
"""

from typing import Protocol

from argon2 import Type
from argon2.exceptions import VerificationError
from argon2.low_level import hash_secret, verify_secret

PASSES, MEMORY, LANES, LENGTH = 2, 19 * 1024, 1, 32


class Hasher(Protocol):
    """What hides a number."""

    def hide(self, number: str, salt: bytes) -> str:
        """Give its hash, with the salt and the cost in it."""

    def fits(self, number: str, hidden: str) -> bool:
        """Say whether it is the number that was hidden."""


class Argon:
    """Argon2id."""

    def hide(self, number: str, salt: bytes) -> str:
        """Give its hash, with the salt and the cost in it."""
        return hash_secret(
            number.encode(), salt, PASSES, MEMORY, LANES, LENGTH, Type.ID
        ).decode()  # fmt: skip

    def fits(self, number: str, hidden: str) -> bool:
        """Say whether it is the number that was hidden; a hash that is none fits nothing."""
        try:
            return verify_secret(hidden.encode(), number.encode(), Type.ID)
        except VerificationError:
            return False
