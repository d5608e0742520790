"""
Another program that has a database to itself for a while:
``python -m tests.reliability.holder <file>``, until its standard input is closed.
"""

import sqlite3
import sys
from contextlib import closing


def hold(path: str) -> None:
    """Take the file, say so, and give it back when nobody wants it held any more."""
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as file:
        file.execute("PRAGMA locking_mode=EXCLUSIVE")
        file.execute("BEGIN EXCLUSIVE")
        sys.stdout.write("held\n")
        sys.stdout.flush()
        sys.stdin.read()
        file.execute("ROLLBACK")


if __name__ == "__main__":
    hold(sys.argv[1])
