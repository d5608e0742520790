"""Say on one screen what is kept, who can read it, until when, and what can be done about it."""

from bot.engine.scene import Scene
from bot.flow.outcomes import Phrase
from bot.model.couple import Partner
from bot.ports.rows import Rules

Given = tuple[tuple[str, str | int], ...]


def show(scene: Scene, who: Partner) -> None:
    """Show it, with the times that hold on this server."""
    given: Given = (("operator", scene.house.operator or "none"), *times(scene.house.rules))
    scene.tell(who, Phrase("privacy", given))


def times(rules: Rules) -> tuple[tuple[str, int], ...]:
    """Give the times as the sentence takes them."""
    return (
        ("own", rules.private.days),
        ("joint", rules.joint.days),
        ("hours", int(max(rules.inbox, rules.outbox).total_seconds()) // 3600),
        ("couple", rules.couple.days),
    )
