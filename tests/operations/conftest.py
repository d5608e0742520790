"""What operators type, as in `tests.cli`."""

from tests.cli.conftest import shell

__all__ = ["shell"]
