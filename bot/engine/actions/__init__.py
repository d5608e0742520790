"""What flows may ask to have done between turns, by name."""

from collections.abc import Callable, Mapping, Sequence

from bot.flow.cast import Value

Action = Callable[[Sequence[str], str], Value | None]
"""
Takes the texts a flow gave, and the language of who wrote them.

Returns what the flow saves; None when there is nothing.
"""

Actions = Mapping[str, Action]
