"""The queue of updates: what asking for the next batch confirms, and a ledger of all of it."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.emulators.telegram_bell import Bell
from tests.emulators.telegram_clock import Clock
from tests.emulators.telegram_errors import conflict
from tests.emulators.telegram_types import JsonObject

DAY = 86_400.0
LIFE_OF_A_PRESS = 150.0
FAR_AHEAD = 10
KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
        "message_reaction_count",
        "poll",
        "poll_answer",
        "inline_query",
        "chosen_inline_result",
        "shipping_query",
        "pre_checkout_query",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "purchased_paid_media",
        "guest_message",
        "managed_bot",
    ]
)
BY_DEFAULT = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(slots=True, eq=False)
class Update:
    """One update and what became of it; a line of the ledger. All times are the emulator's."""

    update_id: int
    kind: str
    body: JsonObject
    chat_id: int | None
    created: float
    expires: float
    delivered: list[float] = field(default_factory=list)
    confirmed: float | None = None
    expired: float | None = None
    dropped: float | None = None

    @property
    def is_waiting(self) -> bool:
        """Tell whether the bot still has to confirm it."""
        return self.confirmed is None and self.expired is None and self.dropped is None

    def json(self) -> JsonObject:
        """Show it as getUpdates does."""
        return {"update_id": self.update_id} | self.body


@dataclass(frozen=True, slots=True)
class Disorder:
    """
    Say how badly updates are delivered.

    The first two and `silence` are chances between 0 and 1: that a confirmed update comes again,
    that the whole last batch comes again, that a poll shows nothing although there is something.
    `shuffle_within` is the length of the stretches whose order is lost.
    """

    repeat_update: float = 0.0
    repeat_batch: float = 0.0
    silence: float = 0.0
    shuffle_within: int = 0


class UpdateQueue:
    """Keep updates until the bot asks for what comes after them."""

    def __init__(
        self,
        clock: Clock,
        bell: Bell,
        chance: random.Random,
        note: Callable[[str, Update], None],
    ) -> None:
        self._clock = clock
        self._bell = bell
        self._chance = chance
        self._note = note
        self._next_id = chance.randrange(100_000_000, 900_000_000)
        self._jump = 0
        self._waiting: list[Update] = []
        self._again: list[Update] = []
        self._last: list[Update] = []
        self._poller = object()
        self.ledger: list[Update] = []
        self.allowed = BY_DEFAULT
        self.disorder = Disorder()

    def put(self, kind: str, body: JsonObject, chat_id: int | None) -> Update | None:
        """Queue an update; None when the bot did not ask for its kind."""
        if kind in KINDS and kind not in self.allowed:
            return None
        if not self._waiting:
            self._next_id += self._jump
            self._jump = 0
        now = self._clock.now()
        life = LIFE_OF_A_PRESS if kind == "callback_query" else DAY
        update = Update(self._next_id, kind, body, chat_id, now, now + life)
        self._next_id += 1
        self._waiting.append(update)
        self.ledger.append(update)
        self._note("created", update)
        self._bell.ring()
        return update

    def jump(self, by: int) -> None:
        """Move the ids up or down from the next quiet moment on, as Telegram does after a week."""
        self._jump += by

    def redeliver(self, updates: Sequence[Update] | None = None) -> None:
        """Serve updates again, confirmed or not; by default the last batch that was served."""
        self._again += self._last if updates is None else updates
        self._bell.ring()

    def allow(self, kinds: Sequence[str]) -> None:
        """Remember which kinds the bot wants; an empty list means the default ones."""
        self.allowed = KINDS.intersection(kinds) or BY_DEFAULT

    def drop(self) -> None:
        """Throw away everything that waits."""
        for update in self._waiting:
            update.dropped = self._clock.now()
            self._note("dropped", update)
        self._waiting = []

    @property
    def waiting(self) -> tuple[Update, ...]:
        """Give what the bot still has to confirm."""
        self._expire()
        return tuple(self._waiting)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """
        Confirm what lies before the offset and give what follows, waiting for it if need be.

        A later poll ends this one with a conflict.
        """
        mine = self._poller = object()
        self._bell.ring()
        self._confirm(offset)
        if self._strikes(self.disorder.repeat_batch):
            self._again += self._last
        if self._strikes(self.disorder.silence):
            return await self.silence(seconds)
        if not self._ready() and seconds > 0:
            await self._wait(mine, seconds)
        return self._serve(limit)

    async def silence(self, seconds: float) -> list[Update]:
        """Hold a poll to its end and show nothing, whatever there is."""
        await self._wait(self._poller, seconds, deaf=True)
        return []

    async def _wait(self, mine: object, seconds: float, *, deaf: bool = False) -> None:
        def look() -> bool:
            return self._poller is not mine or (not deaf and self._ready())

        try:
            await self._bell.until(look, seconds)
        except TimeoutError:
            return
        if self._poller is not mine:
            raise conflict(
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running"
            )

    def _ready(self) -> bool:
        return bool(self.waiting or self._again)

    def _confirm(self, offset: int) -> None:
        self._expire()
        if offset < 0:
            offset = self._waiting[offset:][0].update_id if self._waiting else 0
        if offset > self._next_id + FAR_AHEAD:
            return
        for update in self._waiting:
            if update.update_id < offset:
                update.confirmed = self._clock.now()
                self._note("confirmed", update)
                if self._strikes(self.disorder.repeat_update):
                    self._again.append(update)
        self._waiting = [update for update in self._waiting if update.is_waiting]

    def _serve(self, limit: int) -> list[Update]:
        batch = [*self._again, *self._waiting][:limit]
        self._again = self._again[limit:]
        if not batch:
            return []
        self._last = batch
        for update in batch:
            update.delivered.append(self._clock.now())
            self._note("delivered", update)
        return self._shuffled(batch)

    def _shuffled(self, batch: list[Update]) -> list[Update]:
        step = self.disorder.shuffle_within
        if step < 2:
            return batch
        stretches = [batch[start : start + step] for start in range(0, len(batch), step)]
        return [
            update for stretch in stretches for update in self._chance.sample(stretch, len(stretch))
        ]

    def _expire(self) -> None:
        now = self._clock.now()
        old = [update for update in self._waiting if update.expires <= now]
        for update in old:
            update.expired = now
            self._note("expired", update)
        if old:
            self._waiting = [update for update in self._waiting if update.is_waiting]

    def _strikes(self, probability: float) -> bool:
        return probability > 0 and self._chance.random() < probability
