"""The surroundings of one turn: the rows it may touch, the time, and the bot's own voice."""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.engine.courtesies import Courtesy
from bot.engine.hasher import Argon, Hasher
from bot.engine.speech import Speech
from bot.flow.outcomes import Phrase
from bot.model.address import Reach, Route
from bot.model.couple import Couple, Partner
from bot.model.ids import CoupleId, InboxId, PartnerId, RouteId, RunId
from bot.model.pieces import split
from bot.model.words import Span, Words, plain
from bot.ports.letters import Attachment, Button, Content
from bot.ports.rows import Draft, Rules
from bot.ports.store import Held

TOKEN = 16
"""Characters of a letter's token (96 bits); a button's data is that and its number."""

CAPTION = 1000
"""The longest text below a picture, in UTF-16 units; every platform takes that."""

AGAIN = 20 * 60 * 60 * 1000
"""After this, in milliseconds, somebody whose chat is shut is told anew that something is there."""

TIDY = "tidy:"
"""Begins the tags of alarms that take messages out of a chat; their ``wait`` is its number."""

SLOT = 10 * 60 * 1000
"""What is to go within the same ten minutes, in milliseconds, goes together."""

Rows = Sequence[Sequence[str]]
Link = Callable[[str, bool], str | None]


@dataclass(frozen=True, slots=True)
class House:
    """
    What all turns share.

    ``limits`` is the longest message of each platform in UTF-16 units; ``links`` makes the
    addresses that open the bot there. ``secret`` makes tokens nobody can guess. ``rules`` say how
    long what people said is kept. ``served`` are the platforms where rooms stand on servers,
    ``tidied`` those where a bot may delete what people wrote to it. ``hasher`` hides numbers that
    people chose.
    """

    speech: Speech
    operator: str
    limits: Mapping[str, int]
    links: Mapping[str, Link]
    secret: bytes
    rules: Rules = field(default_factory=Rules)
    served: frozenset[str] = frozenset()
    tidied: frozenset[str] = frozenset()
    hasher: Hasher = field(default_factory=Argon)


@dataclass(slots=True)
class Scene:
    """
    One turn at work.

    ``answers`` is the message in a room that this turn is about, by its chat: what is said of it
    there hangs on it, so that both see what is meant. ``unasked`` says that a clock brought it.
    ``spoken_for`` are those to whom this turn may write although their chat is shut; ``knocked``
    those who are told, in its place, that something is there.
    """

    house: House
    held: Held
    inbox: InboxId
    now: datetime
    courtesies: list[Courtesy] = field(default_factory=list)
    tokens: int = 0
    answers: tuple[RouteId, str] | None = None
    unasked: bool = False
    spoken_for: set[PartnerId] = field(default_factory=set)
    knocked: set[PartnerId] = field(default_factory=set)

    def secret(self, size: int) -> bytes:
        """Make an unguessable value; the same turn, repeated, makes the same ones."""
        self.tokens += 1
        seed = f"{self.inbox}:{self.tokens}:{self.now.timestamp()}".encode()
        return hashlib.blake2b(seed, key=self.house.secret[:64], digest_size=size).digest()

    def tell(
        self, partner: Partner, phrase: Phrase, rows: Sequence[Sequence[Phrase | str]] = (),
        node: str | None = None,
    ) -> None:  # fmt: skip
        """Say one of our sentences to a partner; ``node`` names what its buttons are for."""
        language = partner.profile.language
        words = self.house.speech.say(phrase, language)
        self.show(partner, words, self.labels(rows, language), node)

    def show(
        self, partner: Partner, words: Words, rows: Rows = (), node: str | None = None,
        link: Button | None = None,
    ) -> None:  # fmt: skip
        """Write words to a partner's private chat."""
        self.post(
            partner.route, words, rows, partner.profile.language,
            couple=partner.couple, reader=partner, node=node, link=link,
        )  # fmt: skip

    def tell_room(self, couple: Couple, route: Route, phrase: Phrase) -> None:
        """Say one of our sentences in the couple's room."""
        language = couple.partners[0].profile.language
        words = self.house.speech.say(phrase, language)
        there, message = self.answers or (None, None)
        self.post(
            route, words, (), language, couple=couple.id, joint=True,
            answers=message if there == route.id else None,
        )  # fmt: skip

    def labels(self, rows: Sequence[Sequence[Phrase | str]], language: str) -> Rows:
        """Give buttons their words."""
        speech = self.house.speech
        return [
            [one if isinstance(one, str) else speech.label(one, language) for one in row]
            for row in rows
        ]

    def post(
        self, route: Route, words: Words, rows: Rows, language: str, *,
        couple: CoupleId | None = None, reader: Partner | None = None, joint: bool = False,
        not_before: datetime | None = None, run: RunId | None = None, prompt: int | None = None,
        node: str | None = None, reply: bool = False, protect: bool = False,
        asked: Partner | None = None, link: Button | None = None, picture: str | None = None,
        answers: str | None = None, attachment: Attachment | None = None,
    ) -> None:  # fmt: skip
        """Write a letter to the outbox, in pieces if it is long; buttons go with the last."""
        own = None
        if reader is not None and not joint and self.shut(reader, not_before):
            self.knock(reader, not_before)
            own = False
        elif reader is not None and not joint and reader.profile.discretion.tidy:
            self.tidy(reader, not_before)
        limit = self.house.limits.get(route.address.platform, 2000)
        pieces = _pieces(words, min(limit, CAPTION) if picture else limit)
        for index, piece in enumerate(pieces):
            last = index + 1 == len(pieces)
            token = self.token() if last and rows else None
            buttons = _buttons(rows, token) if last and token else ()
            if last and link is not None:
                buttons = (*buttons, (link,))
            content = Content(
                piece, buttons, reply and last, protect, language=language,
                picture=picture if index == 0 else None,
                # Held back for quiet hours: whoever wakes to it was not waiting for it.
                silent=not_before is not None,
                answers=answers if index == 0 else None,
                attachment=attachment if last else None,
            )  # fmt: skip
            self.held.post(
                Draft(
                    route.id,
                    content,
                    couple,
                    reader.id if reader else None,
                    joint,
                    True,
                    not_before,
                    token,
                    run,
                    prompt,
                    node if last else None,
                    asked.seat if asked else (reader.seat if reader else None),
                    own,
                )
            )

    def shut(self, reader: Partner, not_before: datetime | None) -> bool:
        """Say whether somebody reads nothing before they have shown their number."""
        lock = reader.profile.discretion.lock
        if not lock.number or reader.id in self.spoken_for:
            return False
        return lock.shut(milliseconds(max(self.now, not_before or self.now)))

    def knock(self, reader: Partner, not_before: datetime | None) -> None:
        """
        Keep back what comes to a chat that is shut, and say there that something has come.

        It is said once a day at most, and not where somebody hid or rests.
        """
        if reader.id in self.knocked:
            return
        self.knocked.add(reader.id)
        who = self.held.person(reader.id) or reader
        lock = who.profile.discretion.lock
        reach, now = who.route.reach, milliseconds(self.now)
        if reach is Reach.OPEN:
            self.held.save_route(replace(who.route, reach=Reach.HIDDEN))
        elif reach is not Reach.HIDDEN or not lock.seen or now - lock.knocked < AGAIN:
            return
        own = replace(who.profile.discretion, lock=replace(lock, knocked=now))
        self.held.save_partner(replace(who, profile=replace(who.profile, discretion=own)))
        language = who.profile.language
        words = self.house.speech.say(Phrase("pin-knock"), language)
        content = Content(words, language=language, silent=not_before is not None)
        self.held.post(
            Draft(
                who.route.id, content, who.couple, who.id, not_before=not_before, asked=True
            )
        )  # fmt: skip

    def tidy(self, reader: Partner, not_before: datetime | None) -> None:
        """Set the alarm that takes what is written now out of the chat again."""
        after = timedelta(hours=reader.profile.discretion.tidy)
        due = milliseconds(max(self.now, not_before or self.now) + after) // SLOT * SLOT + SLOT
        tag = f"{TIDY}{due // SLOT}"
        moment = datetime.fromtimestamp(due / 1000, self.now.tzinfo)
        self.held.set_alarm(reader.couple, None, reader.route.id, tag, moment)

    def token(self) -> str:
        """Make a letter's token."""
        return base64.urlsafe_b64encode(self.secret(12)).decode()

    def courtesy(self, courtesy: Courtesy) -> None:
        """Note something for after the commit."""
        self.courtesies.append(courtesy)


def milliseconds(moment: datetime) -> int:
    """Give a moment as a profile keeps it."""
    return round(moment.timestamp() * 1000)


def _pieces(words: Words, limit: int) -> Sequence[Words]:
    # Nearly every letter is short; counting it closely would take longer than writing it.
    if words and all(span.text for span in words) and len(plain(words)) <= limit // 2:
        return (words,)
    return list(split(words, limit)) or [(Span("…"),)]


def _buttons(rows: Rows, token: str) -> tuple[tuple[Button, ...], ...]:
    number = iter(range(100))
    return tuple(tuple(Button(label, f"{token}{next(number)}") for label in row) for row in rows)
