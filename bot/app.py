"""Build everything from the settings, and run it. The only place that knows all the parts."""

import secrets
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot import load, understand
from bot.engine import admit
from bot.engine.alarms import Alarms
from bot.engine.deliver import Delivery
from bot.engine.engine import Engine
from bot.engine.flood import LIMITS, PLAYED, Flood
from bot.engine.library import Library
from bot.engine.pictures import Pictures
from bot.engine.scene import House
from bot.engine.speech import Speech
from bot.engine.work import Work
from bot.flow.kinds import Day
from bot.flow.script import Ask
from bot.ports.clock import Clock
from bot.ports.gateway import Gateway
from bot.ports.messages import Inbound
from bot.ports.press import Press
from bot.ports.store import Store
from bot.settings import Settings
from bot.things.table import doings
from bot.versions import versions

QUICK_NAP = 0.2


@dataclass(slots=True)
class Parts:
    """A built bot. Gateways are open; nothing runs yet."""

    store: Store
    engine: Engine
    work: Work
    alarms: Alarms
    delivery: Delivery
    gateways: Mapping[str, Gateway]
    clock: Clock
    flood: Flood

    async def keep(self, inbounds: Sequence[Inbound]) -> None:
        """Keep a batch under the time it reached us, but for a flood, and wake the worker."""
        now = self.clock.now()
        kept, notices = admit.sift(self.flood, self.engine.house.speech, inbounds)
        await self.store.keep([replace(one, at=now) for one in kept])
        self.work.besides(notices)
        if left_out := self.flood.report():
            self.work.alert(f"{left_out} things were left out: people sent too much at once")


def pin_zones() -> None:
    """Take zone data from the pinned package, not from whatever the machine has."""
    zoneinfo.reset_tzpath(())


async def build(
    settings: Settings, content: load.Content, store: Store, gateways: Sequence[Gateway],
    clock: Clock, alert: Callable[[str], None], press: Press | None = None,
) -> Parts:  # fmt: skip
    """Put the parts together; without a press, pictures and papers are left out."""
    speech = Speech(content.bundles, content.languages)
    house = House(
        speech,
        settings.operator.name,
        {one.platform: one.limits.text for one in gateways},
        {one.platform: _linker(one) for one in gateways},
        (settings.seed or secrets.token_hex(32)).encode(),
        settings.retention.rules,
        frozenset(one.platform for one in gateways if one.limits.served),
        frozenset(one.platform for one in gateways if one.limits.theirs),
    )
    library = await shelved(content, store)
    engine = Engine(house, library, doings(content.phrases, content.control, content.helplines))
    doors = {one.platform: one for one in gateways}
    nap = QUICK_NAP if settings.clock else None
    flood = Flood(PLAYED if settings.clock else LIMITS)
    work = Work(store, engine, doors, [], alert, flood.rest)

    async def learnt(inbound: Inbound) -> None:
        await store.keep([inbound])
        work.bell.set()

    delivery = Delivery(store, doors, clock, speech, learnt, alert, **({"nap": nap} if nap else {}))
    if press is not None:
        delivery.pictures = Pictures(press, store.album, doors, speech, alert)
    alarms = Alarms(store, clock, work.bell.set, alert, **({"nap": nap} if nap else {}))
    alarms.rules = settings.retention.rules
    work.after = [delivery.bell.set, alarms.bell.set]
    return Parts(store, engine, work, alarms, delivery, doors, clock, flood)


def warm(content: load.Content) -> None:
    """Load what free answers to these flows' questions need, before anybody waits for it."""
    asked = {
        type(node.kind)
        for flow in content.flows.values()
        for node in flow.nodes.values()
        if isinstance(node, Ask)
    }
    understand.warm(content.languages, dates=Day in asked)


async def shelved(content: load.Content, store: Store) -> Library:
    """
    Keep the flows as they are now, and give them with the older ones that runs still need.

    Raises `FlowError` when one breaks a promise of its earlier version; nothing is kept then.
    """
    older = versions(content.flows, await store.versions()).checked()
    for script in content.flows.values():
        await store.keep_script(script.version, script.id, script.source)
    return Library(content.flows, older, content.journey, content.nets, content.helplines)


async def renew(parts: Parts, content: load.Content) -> None:
    """Bring new flows into force, for what begins from now on and for runs that can move."""
    library = await shelved(content, parts.store)
    before = parts.engine.players.library
    # A turn may be under way in the writer's thread: what it holds is found in the new one too.
    library.versions = {**before.versions, **library.versions}
    parts.engine.players.library = library


def _linker(gateway: Gateway) -> Callable[[str, bool], str | None]:
    return lambda payload, room: gateway.link(payload, room=room)
