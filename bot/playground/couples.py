"""Couples to start from: transcripts that are played to their end, and then are yours."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from bot.playground.peer import Refusal
from bot.playground.replay import Replay
from bot.playground.session import Session
from bot.playground.starts import STARTS
from bot.theatre import PEOPLE, Guest
from bot.transcript import read_transcript

FOLDER = Path(__file__).parent / "couples"
_HOURS = re.compile(r"\d{1,2}:\d\d-\d{1,2}:\d\d")

Wishes = Mapping[str, Mapping[str, str]]
"""What was wished for by whoever plays: for each person, and for ``both``."""

ZONES = {"a": "Europe/Berlin", "b": "Europe/Berlin"}


async def start(session: Session, name: str, wishes: Wishes) -> None:
    """Let a couple be there. ``wishes`` are a name and a language for each, and who is hurt."""
    known = STARTS.get(name)
    if known is None:
        raise Refusal(f"There is no couple '{name}'.")
    if known.file is not None:
        replay = Replay(session, read_transcript(FOLDER / known.file), couple=True)
        await replay.prepare()
        await replay.to_end()
        session.fresh()
        if replay.wrong:
            raise Refusal(f"The couple came only so far: {replay.wrong}")
        return
    names = {who: wishes.get(who, {}).get("name") or session.stage.names[who] for who in PEOPLE}
    session.zone = ZONES["a"]
    await session.empty(session.started, names)
    if name == "strangers":
        return
    guests = {
        who: Guest(ZONES[who], _quiet(wishes, who), _language(session, wishes, who))
        for who in PEOPLE
    }
    hurt = wishes.get("both", {}).get("hurt") or "a"
    await session.unite(guests, hurt, room=True)
    await session.wait(timedelta(minutes=1))
    session.fresh()
    if name == "checkin":
        await _check_in(session)


async def _check_in(session: Session) -> None:
    script = session.library.content.flows.get("weekly_checkin")
    if script is not None and script.commands:
        await session.does("a", f"/{script.commands[0]}")


def _quiet(wishes: Wishes, who: str) -> str | None:
    wished = wishes.get(who, {}).get("quiet", "")
    return wished if _HOURS.fullmatch(wished) else None


def _language(session: Session, wishes: Wishes, who: str) -> str | None:
    wished = wishes.get(who, {}).get("language")
    return wished if wished in session.languages else None
