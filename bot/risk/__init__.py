"""Words of risk in what people write: a net beside the private screen, and never in its place."""

from bot.risk.net import KINDS, Net
from bot.risk.reading import checked, read_nets

__all__ = ["KINDS", "Net", "checked", "read_nets"]
