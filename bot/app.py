"""Build everything from the settings, and run it. The only place that knows all the parts."""

import secrets
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import load
from bot.engine.actions.phrases import Phrases
from bot.engine.alarms import Alarms
from bot.engine.deliver import Delivery
from bot.engine.engine import Engine
from bot.engine.library import Library
from bot.engine.scene import House
from bot.engine.speech import Speech
from bot.engine.work import Work
from bot.errors import ConfigError
from bot.flow.outcomes import Phrase
from bot.ports.clock import Clock
from bot.ports.gateway import Gateway
from bot.ports.messages import Inbound
from bot.ports.store import Store
from bot.settings import Settings
from bot.versions import versions

if TYPE_CHECKING:
    from adapters.telegram.menu import Menu

QUICK_NAP = 0.2
COMMANDS = (
    "menu", "help", "back", "undo", "skip", "repeat", "stop", "pause", "resume", "hide", "leave",
    "start", "invite", "join", "group", "pronouns",
)  # fmt: skip
IN_ROOM = ("menu", "help", "back", "undo", "skip", "repeat", "stop")


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

    async def keep(self, inbounds: Sequence[Inbound]) -> None:
        """Keep a batch under the time it reached us, and wake the worker."""
        now = self.clock.now()
        await self.store.keep([replace(one, at=now) for one in inbounds])
        self.work.bell.set()


def pin_zones() -> None:
    """Take zone data from the pinned package, not from whatever the machine has."""
    zoneinfo.reset_tzpath(())


async def build(
    settings: Settings, content: load.Content, store: Store, gateways: Sequence[Gateway],
    clock: Clock, alert: Callable[[str], None],
) -> Parts:  # fmt: skip
    """Put the parts together."""
    speech = Speech(content.bundles, content.languages)
    house = House(
        speech,
        settings.operator.name,
        {one.platform: one.limits.text for one in gateways},
        {one.platform: _linker(one) for one in gateways},
        (settings.seed or secrets.token_hex(32)).encode(),
    )
    library = await shelved(content, store)
    engine = Engine(house, library, {"phrases": Phrases(content.phrases)})
    doors = {one.platform: one for one in gateways}
    nap = QUICK_NAP if settings.clock else None
    work = Work(store, engine, doors, [], alert)

    async def learnt(inbound: Inbound) -> None:
        await store.keep([inbound])
        work.bell.set()

    delivery = Delivery(store, doors, clock, speech, learnt, alert, **({"nap": nap} if nap else {}))
    alarms = Alarms(store, clock, work.bell.set, alert, **({"nap": nap} if nap else {}))
    work.after = [delivery.bell.set, alarms.bell.set]
    return Parts(store, engine, work, alarms, delivery, doors, clock)


async def shelved(content: load.Content, store: Store) -> Library:
    """
    Keep the flows as they are now, and give them with the older ones that runs still need.

    Raises `FlowError` when one breaks a promise of its earlier version; nothing is kept then.
    """
    older = versions(content.flows, await store.versions()).checked()
    for script in content.flows.values():
        await store.keep_script(script.version, script.id, script.source)
    return Library(content.flows, older)


async def renew(parts: Parts, content: load.Content) -> None:
    """Bring new flows into force, for what begins from now on and for runs that can move."""
    library = await shelved(content, parts.store)
    before = parts.engine.players.library
    # A turn may be under way in the writer's thread: what it holds is found in the new one too.
    library.versions = {**before.versions, **library.versions}
    parts.engine.players.library = library


def _linker(gateway: Gateway) -> Callable[[str, bool], str | None]:
    return lambda payload, room: gateway.link(payload, room=room)


def platforms(settings: Settings, content: load.Content, clock: Clock) -> Sequence[Gateway]:
    """Make a gateway for every configured platform. Raises `ConfigError` when there is none."""
    found: list[Gateway] = []
    if settings.telegram.token:
        # Imported here: a platform that is not configured costs neither time nor memory.
        from adapters.telegram import gateway as telegram

        found.append(
            telegram.TelegramGateway(
                settings.telegram.token, clock,
                menus=telegram_menus(content),
                base_url=settings.telegram.base_url,
                base_file_url=settings.telegram.file_base_url,
            )
        )  # fmt: skip
    if not found:
        raise ConfigError(
            "No platform is configured. Set telegram.token in mortar.yaml, or "
            "MORTAR_TELEGRAM_TOKEN in the environment, to what BotFather gave you. To look around "
            "without a token: mortar play. (Discord comes with a later version.)"
        )
    return found


def telegram_menus(content: load.Content) -> "list[Menu]":
    """Give the commands people's apps offer, in every language, the default one for the rest."""
    from adapters.telegram.menu import Menu as Commands

    speech = Speech(content.bundles, content.languages)

    def menu(language: str | None) -> "Menu":
        spoken = language or speech.default
        flows = [
            (name, one.titles.within(spoken))
            for one in content.flows.values()
            for name in one.commands
        ]
        lines = {name: speech.label(Phrase(f"command-{name}"), spoken) for name in COMMANDS}
        private = tuple((name, lines[name]) for name in COMMANDS)
        room = tuple((name, lines[name]) for name in IN_ROOM)
        return Commands(language, (*private, *flows), (*room, *flows))

    others = [code for code in content.languages if code != speech.default]
    return [menu(None), *(menu(code) for code in others)]
