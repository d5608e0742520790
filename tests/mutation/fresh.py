"""
Let each test compile its expressions anew.

Compiled expressions are remembered, so a test that meets one another test has compiled would not
count as reaching the compiler. Loaded by mutmut only, with pytest's ``-p``.
"""

import pytest


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Forget what was compiled. The import waits until the changed code can be found."""
    from bot.flow.expr import compile_expression

    compile_expression.cache_clear()
