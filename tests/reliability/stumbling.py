"""The bot's command line, with a bug: it stumbles over one sign."""

from bot import cli
from bot.engine.engine import Engine
from bot.engine.scene import Scene
from bot.ports.messages import Inbound, Wrote

POISON = "💥"


def stumble(engine: Engine, scene: Scene, inbound: Inbound) -> None:
    """Take a turn, but for the sign."""
    if isinstance(inbound.body, Wrote) and POISON in inbound.body.text:
        raise ZeroDivisionError(inbound.body.text)
    _take(engine, scene, inbound)


_take = Engine.take


if __name__ == "__main__":
    setattr(Engine, "take", stumble)  # noqa: B010 - mypy lets no method be replaced
    cli.main()
