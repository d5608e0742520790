"""Where runs went and what moved them, for whoever looks on. The bot itself keeps none of it."""

from dataclasses import dataclass, field

from adapters.playground.line import Json
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.explore.coverage import Watch, watching
from bot.flow.events import Event
from bot.model.couple import Couple
from bot.ports.rows import KeptRun


@dataclass(slots=True)
class Walk:
    """
    What was seen since it was last told.

    ``turns`` are what a run took, with the nodes it played for it; ``alerts`` what an operator
    would read.
    """

    turns: list[Json] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)

    def take(self) -> Json:
        """Give it, and forget it."""
        told: Json = {"turns": self.turns, "alerts": self.alerts}
        self.turns, self.alerts = [], []
        return told

    def forget(self) -> None:
        """Forget all."""
        self.take()

    def watch(self, players: Players) -> None:
        """Look on at every event that a run is handed."""
        advance = players.advance

        def seen(
            scene: Scene, couple: Couple, kept: KeptRun, event: Event,
            press: tuple[str, str] | None = None,
        ) -> bool:  # fmt: skip
            with watching(Watch()) as watch:
                taken = advance(scene, couple, kept, event, press)
            if taken:
                self.note(kept, event, watch)
            return taken

        players.advance = seen  # type: ignore[method-assign]

    def note(self, kept: KeptRun, event: Event, watch: Watch) -> None:
        """Note one turn."""
        seat = getattr(event, "seat", None)
        self.turns.append(
            {
                "run": kept.id,
                "flow": kept.flow,
                "event": type(event).__name__,
                "seat": seat.value if seat else None,
                "at": event.at.isoformat(),
                "nodes": sorted(watch.played.get(kept.flow, ())),
            }
        )
