"""
One event's whole way, from "who is this" to rows.

`Engine.turn` is handed to the store, which calls it inside the transaction. It waits for
nothing; what may be lost without harm (stopping a button's spinner) is left in `courtesies` and
done after the commit.
"""

from typing import assert_never

from bot.engine import admit, arrival, guard, pairing, rooms
from bot.engine.actions import Actions
from bot.engine.courtesies import Alert, AnswerPress, Courtesy, Strip
from bot.engine.play import START, Library, Players
from bot.engine.scene import TOKEN, House, Scene
from bot.errors import failure
from bot.flow.events import Done, Pressed, Rang, Said, Skipped
from bot.flow.outcomes import Phrase
from bot.model.address import Address, Reach
from bot.model.couple import Couple, Partner, Stage
from bot.model.ids import CoupleId, InboxId, InviteId, RunId
from bot.model.words import plain
from bot.ports import messages
from bot.ports.messages import (
    Acted,
    Attached,
    Body,
    CameIn,
    Commanded,
    Edited,
    Gathered,
    Inbound,
    MovedHouse,
    PutOut,
    Wrote,
)  # fmt: skip
from bot.ports.rows import Asked
from bot.ports.store import Held


class Engine:
    """
    The bot without platform, clock and database.

    ``courtesies`` fills during turns and is taken by whoever ran them, after the commit.
    """

    def __init__(self, house: House, library: Library, actions: Actions) -> None:
        self.house = house
        self.players = Players(library)
        self.actions = actions
        self.courtesies: list[Courtesy] = []
        self.patience = guard.Patience()

    def turn(self, held: Held, inbox: InboxId, inbound: Inbound) -> None:
        """Take one event."""
        scene = Scene(self.house, held, inbox, inbound.at)
        try:
            self.take(scene, inbound)
        except Exception as exc:
            self.courtesies.append(Alert(f"a turn failed: {failure(exc)}"))
            raise
        self.courtesies += scene.courtesies

    def sorry(self, held: Held, inbox: InboxId, inbound: Inbound) -> None:
        """Say one calm sentence in place of a turn that failed three times."""
        scene = Scene(self.house, held, inbox, inbound.at)
        who = admit.partner(scene, inbound)
        if who is not None and inbound.private:
            scene.tell(who, Phrase("sorry"))
        self.courtesies += scene.courtesies

    def take(self, scene: Scene, inbound: Inbound) -> None:
        """Sort what came in by what it is."""
        body = inbound.body
        match body:
            case messages.Rang():
                self.rang(scene, body)
            case Acted():
                self.acted(scene, body)
            case CameIn() | PutOut() | Gathered() | MovedHouse():
                self.moved(scene, inbound, body)
            case messages.Pressed():
                self.pressed(scene, inbound, body)
            case Wrote() | Commanded() | Attached() | Edited():
                self.said(scene, inbound, body)
            case _:
                assert_never(body)

    # What nobody said

    def rang(self, scene: Scene, body: messages.Rang) -> None:
        """Take an alarm: a run's, a clock's, or a stay in a strange group that is over."""
        couple = scene.held.couple(CoupleId(body.couple))
        if couple is None:
            return
        if body.run is None:
            if body.tag.startswith(START):
                self.players.rang(scene, couple, body.tag)
            elif body.tag.startswith(rooms.GONE):
                rooms.leave_if_strange(scene, body.wait)
            return
        kept = self.players.run(scene, couple, RunId(body.run))
        if kept is not None:
            self.players.advance(scene, couple, kept, Rang(scene.now, body.wait, body.tag))

    def acted(self, scene: Scene, body: Acted) -> None:
        """Perform an action and hand its result to the run that waits for it."""
        couple = scene.held.couple(CoupleId(body.couple))
        kept = self.players.run(scene, couple, RunId(body.run)) if couple else None
        if couple is not None and kept is not None:
            result = self.actions[body.action](body.arguments)
            self.players.advance(scene, couple, kept, Done(scene.now, body.wait, result))

    def moved(
        self, scene: Scene, inbound: Inbound, body: CameIn | PutOut | Gathered | MovedHouse
    ) -> None:
        """Take what happened to a chat."""
        address = inbound.address
        if address is None:
            return
        known = scene.held.route(address)
        if isinstance(body, MovedHouse):
            if known is not None:
                admit.move(scene, known[0], body.to)
        elif inbound.private:
            if known is not None:
                reach = Reach.OPEN if isinstance(body, CameIn) else Reach.CLOSED
                admit.reach(scene, known[0], reach)
        else:
            self.room_changed(scene, inbound, address, body)

    def room_changed(
        self, scene: Scene, inbound: Inbound, address: Address, body: CameIn | PutOut | Gathered
    ) -> None:
        """Take what happened to a group."""
        couple = admit.couple_in(scene, address)
        if couple is None or couple.room is None:
            if isinstance(body, CameIn):
                who = admit.partner(scene, inbound)
                rooms.strange(scene, address, scene.held.couple(who.couple) if who else None)
            return
        match body:
            case CameIn():
                rooms.back(scene, couple, couple.room)
            case PutOut():
                rooms.lost(scene, couple, couple.room)
            case Gathered(present=present):
                rooms.counted(scene, couple, present)

    # Buttons

    def pressed(self, scene: Scene, inbound: Inbound, body: messages.Pressed) -> None:
        """Take a button: find its letter, check whose it is, and pass it on."""
        platform = inbound.address.platform if inbound.address else ""
        press = (platform, body.press)
        who = admit.partner(scene, inbound)
        asked = scene.held.asked(body.token[:TOKEN])
        option = guard.option(body.token[TOKEN:])
        notice = None
        if who is None:
            notice = "not-yours"
        elif asked is None or option is None:
            notice = "closed-question"
        elif asked.couple != who.couple and asked.route.id == who.route.id:
            # Theirs, from before they joined the couple they are in now.
            notice = "closed-question"
        elif asked.couple != who.couple or asked.seat not in (None, who.seat):
            notice = "not-yours"
        if notice or asked is None or who is None or option is None:
            language = who.profile.language if who else self.house.speech.default
            words = self.house.speech.say(Phrase(notice or "closed-question"), language)
            scene.courtesy(AnswerPress(*press, plain(words)))
            return
        if inbound.private and who.route.reach is Reach.CLOSED:
            admit.reach(scene, who.route, Reach.OPEN)
        scene.held.release(who.route.id)
        before = len(scene.courtesies)
        self.chosen(scene, who, asked, option, press)
        if not any(isinstance(one, AnswerPress) for one in scene.courtesies[before:]):
            scene.courtesy(AnswerPress(*press, None))
            if body.message is not None and inbound.address is not None:
                scene.courtesy(Strip(inbound.address, body.message))

    def chosen(
        self, scene: Scene, who: Partner, asked: Asked, option: int, press: tuple[str, str]
    ) -> None:
        """Pass a button on to what its letter was about."""
        node = asked.node or ""
        if asked.run is not None and asked.prompt is not None:
            couple = scene.held.couple(who.couple)
            kept = self.players.run(scene, couple, asked.run) if couple else None
            event = Pressed(scene.now, who.seat, asked.prompt, node, option)
            if couple is None or kept is None:
                self.closed(scene, who, press)
            else:
                self.players.advance(scene, couple, kept, event, press)
        elif node.startswith(arrival.NODE):
            if arrival.fits(scene, who, node, option):
                self.arriving(scene, who, arrival.pressed(scene, who, node, option))
            else:
                self.closed(scene, who, press)
        elif not self.menu_press(scene, who, node, option):
            self.closed(scene, who, press)

    def closed(self, scene: Scene, who: Partner, press: tuple[str, str]) -> None:
        """Say at the button that its question is over."""
        words = self.house.speech.say(Phrase("closed-question"), who.profile.language)
        scene.courtesy(AnswerPress(*press, plain(words)))

    def menu_press(self, scene: Scene, who: Partner, node: str, option: int) -> bool:
        """Take a button of pairing, of the room, or of the menu; False when it is none of them."""
        couple = scene.held.couple(who.couple)
        if couple is None or who.stage is not Stage.HOME:
            return False
        what, *rest = node.split("|")
        match what:
            case pairing.OFFER:
                pairing.invite(scene, who)
            case pairing.ACCEPT:
                pairing.accepted(scene, who, InviteId(int(rest[0])), yes=option == 0)
            case pairing.CONFIRM:
                self.confirmed(scene, who, InviteId(int(rest[0])), yes=option == 0)
            case rooms.OFFER if option == 0:
                rooms.link(scene, who)
            case rooms.OFFER:
                if couple.room is None:
                    scene.tell(who, Phrase("room-none"))
                guard.menu(scene, who, self.players.library)
            case rooms.AGAIN:
                rooms.alone_again(scene, couple, who)
            case guard.MENU if option < len(rest):
                script = self.players.library.current.get(rest[option])
                if script is not None and couple.whole:
                    self.players.start(scene, couple, script, who.seat)
            case _:
                return False
        return True

    def confirmed(self, scene: Scene, who: Partner, asked: InviteId, *, yes: bool) -> None:
        """Join two people, and show them what they can do."""
        joiner = admit.claimant(scene, who)
        couple = pairing.confirmed(scene, who, joiner, asked, yes=yes)
        if couple is None:
            return
        for partner in couple.partners:
            other = couple.at(partner.seat.other)
            names = (
                ("name", partner.profile.name),
                ("partner", other.profile.name if other else ""),
            )
            scene.tell(partner, Phrase("united", names))
        rooms.offer(scene, couple)
        self.players.schedule(scene, couple)

    # Words

    def said(
        self, scene: Scene, inbound: Inbound, body: Wrote | Commanded | Attached | Edited
    ) -> None:
        """Take words: from somebody new, somebody arriving, a partner, or in a room."""
        if inbound.address is None or inbound.sender is None:
            return
        if not inbound.private:
            self.in_room(scene, inbound, body)
            return
        who = admit.partner(scene, inbound)
        if who is None:
            self.welcome(scene, inbound, body)
            return
        if who.route.reach is Reach.CLOSED:
            admit.reach(scene, who.route, Reach.OPEN)
        scene.held.release(who.route.id)
        match body:
            case Attached():
                self.once_in_a_while(scene, who, "only-text")
            case Edited():
                self.once_in_a_while(scene, who, "edit-ignored")
            case Commanded():
                self.command(scene, inbound, who, body)
            case Wrote(forwarded=True):
                scene.tell(who, Phrase("forwarded"))
            case Wrote(text=text):
                self.wrote(scene, inbound, who, text)

    def command(self, scene: Scene, inbound: Inbound, who: Partner, body: Commanded) -> None:
        """Take a command in a private chat."""
        sender = inbound.sender
        secret = secret_of(body)
        if secret and sender is not None:
            pairing.come(scene, who, sender, secret)
        if who.stage is not Stage.HOME:
            if body.name == "help":
                scene.tell(who, Phrase("help"))
            arrival.ask(scene, admit.partner(scene, inbound) or who)
            return
        if not secret:
            self.command_at_home(scene, who, body)

    def command_at_home(self, scene: Scene, who: Partner, body: Commanded) -> None:
        """Take a command of somebody who has arrived."""
        couple = scene.held.couple(who.couple)
        script = self.players.library.commands.get(body.name)
        match body.name:
            case "start" if couple is not None and couple.whole:
                if not self.players.again(scene, couple, who):
                    name = (("name", who.profile.name),)
                    scene.tell(who, Phrase("welcome-back", name))
            case "start":
                pairing.next_step(scene, who)
            case "menu":
                guard.menu(scene, who, self.players.library)
            case "help":
                scene.tell(who, Phrase("help"))
            case "invite":
                pairing.invite(scene, who)
            case "join":
                scene.tell(who, Phrase("join-how"))
            case "group" if couple is not None and couple.whole:
                rooms.link(scene, who)
            case "skip" if couple is not None and couple.whole:
                skipped = Skipped(scene.now, who.seat)
                if not self.players.heard(scene, couple, skipped):
                    scene.tell(who, Phrase("nothing-open"))
            case _ if script is not None and couple is not None and couple.whole:
                self.players.start(scene, couple, script, who.seat)
            case _ if script is not None or body.name in ("group", "skip"):
                pairing.next_step(scene, who)
            case _:
                scene.tell(who, Phrase("unknown-command"))

    def welcome(
        self, scene: Scene, inbound: Inbound, body: Wrote | Commanded | Attached | Edited
    ) -> None:
        """Begin with somebody new, and keep the invitation they came with."""
        who = admit.welcome(scene, inbound)
        secret = secret_of(body)
        if secret and inbound.sender is not None:
            pairing.come(scene, who, inbound.sender, secret)
        arrival.begin(scene, admit.partner(scene, inbound) or who)

    def wrote(self, scene: Scene, inbound: Inbound, who: Partner, text: str) -> None:
        """Take free words in a private chat."""
        if who.stage is not Stage.HOME:
            self.arriving(scene, who, arrival.wrote(scene, who, text))
            return
        couple = scene.held.couple(who.couple)
        if couple is not None and couple.whole:
            if guard.empty(text):
                if not self.players.again(scene, couple, who):
                    scene.tell(who, Phrase("nothing-open"))
                return
            if self.heard(scene, couple, who, text, room=False):
                return
        elif inbound.sender is not None and pairing.looks_like_code(text):
            pairing.come(scene, who, inbound.sender, text)
            return
        if couple is not None and couple.whole:
            scene.tell(who, Phrase("nothing-open"))
        else:
            pairing.next_step(scene, who)

    def heard(self, scene: Scene, couple: Couple, who: Partner, text: str, *, room: bool) -> bool:
        """Give words, or the word that leaves a question out, to the run that waits for them."""
        event: Said | Skipped = Said(scene.now, who.seat, text, room)
        if guard.skips(scene, who, text):
            event = Skipped(scene.now, who.seat)
        return self.players.heard(scene, couple, event)

    def arriving(self, scene: Scene, before: Partner, after: Partner | None) -> None:
        """Go on once somebody has arrived."""
        if after is not None and before.stage is not Stage.HOME and after.stage is Stage.HOME:
            pairing.arrived(scene, after)

    def in_room(
        self, scene: Scene, inbound: Inbound, body: Wrote | Commanded | Attached | Edited
    ) -> None:
        """Take words in a group. What is no business of the bot is not answered."""
        address = inbound.address
        who = admit.partner(scene, inbound)
        if address is None:
            return
        if isinstance(body, Commanded) and body.name == "start" and body.argument:
            couple = scene.held.couple(who.couple) if who else None
            opened = rooms.open_room(scene, couple, address, body.argument.strip())
            for partner in couple.partners if couple and opened else ():
                guard.menu(scene, partner, self.players.library)
            return
        couple = admit.couple_in(scene, address)
        if couple is None or who is None or couple.at(who.seat) != who or couple.room is None:
            return
        match body:
            case Wrote(text=text) if not guard.empty(text):
                self.heard(scene, couple, who, text, room=True)
            case Commanded(name="skip"):
                self.players.heard(scene, couple, Skipped(scene.now, who.seat))
            case Commanded(name=name) if name in self.players.library.commands:
                script = self.players.library.commands[name]
                self.players.start(scene, couple, script, who.seat)
            case Commanded(name="help"):
                scene.tell_room(couple, couple.room, Phrase("help"))
            case Commanded(name="menu"):
                guard.menu(scene, who, self.players.library)
            case Commanded(name="start"):
                pass
            case Commanded():
                scene.tell_room(couple, couple.room, Phrase("room-private-first"))
            case _:
                pass

    def once_in_a_while(self, scene: Scene, who: Partner, phrase: str) -> None:
        """Say something at most every ten minutes to one person."""
        if self.patience.may_say(f"{who.id}:{phrase}", scene.now):
            scene.tell(who, Phrase(phrase))


def secret_of(body: Body) -> str:
    """Give the token or code that somebody came with; empty when they came without one."""
    if isinstance(body, Commanded) and body.name in ("start", "join"):
        return body.argument.strip()
    return ""
