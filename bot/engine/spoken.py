"""Take words: from somebody new, somebody arriving, a partner, or in a room."""

from bot.engine import (
    admit,
    arrival,
    doubtful,
    guard,
    hiding,
    invites,
    lane,
    menu,
    moving,
    pairing,
    pronouns,
    rooms,
)
from bot.engine.always import Always
from bot.engine.play import Players
from bot.engine.rights import asked as rights
from bot.engine.rights import door, safeword, tidying
from bot.engine.scene import Scene
from bot.engine.vocabulary import Word
from bot.flow import reply
from bot.flow.events import Said, Showed
from bot.flow.outcomes import Phrase
from bot.flow.script import Script
from bot.model.address import Reach
from bot.model.couple import Couple, Partner
from bot.model.profile import Stage
from bot.ports.messages import (
    Attached,
    Body,
    Commanded,
    Edited,
    Inbound,
    Wrote,
)  # fmt: skip


class Spoken:
    """Everything that can be written: commands, answers, and what is neither."""

    def __init__(self, players: Players) -> None:
        self.players = players
        self.patience = guard.Patience()
        self.always = Always(players)

    def said(
        self, scene: Scene, inbound: Inbound, body: Wrote | Commanded | Attached | Edited
    ) -> None:
        """Take words, and look then whether somebody needs more than an answer."""
        self.take(scene, inbound, body)
        if inbound.address is not None and inbound.sender is not None:
            lane.look(scene, self.players, admit.partner(scene, inbound), body)

    def take(
        self, scene: Scene, inbound: Inbound, body: Wrote | Commanded | Attached | Edited
    ) -> None:
        """Take words: from somebody new, somebody arriving, a partner, or in a room."""
        if inbound.address is None or inbound.sender is None:
            return
        if not inbound.private:
            if not self.hid(scene, inbound, body):
                self.in_room(scene, inbound, body)
            return
        who = admit.partner(scene, inbound)
        if who is None:
            self.welcome(scene, inbound, body)
            return
        if who.route.reach is Reach.CLOSED:
            door.reopen(scene, who)
        door.here(scene, who)
        tidying.wrote(scene, who, body)
        word = Word.HIDE if safeword.said(who, body) else self.always.word(scene, body)
        way = door.take(scene, who, body, word)
        if way is not door.Way.FREE:
            self.let_in(scene, who, way)
            return
        who = admit.partner(scene, inbound) or who
        if word is Word.HIDE:
            scene.held.here(who.route.id)
        elif self.asks(scene, who, body) or not self.came_back(scene, who, body, word):
            return
        if word is not None and isinstance(body, Wrote | Commanded):
            self.always.private(scene, who, word, body)
            return
        why = doubtful.doubt(scene, self.players, who, body)
        match body:
            case Attached(file=file) if file and self.showed(scene, who, file):
                pass
            case Attached(caption=text) | Wrote(text=text) if why is not None and doubtful.ask(
                scene, self.players, who, text, why
            ):
                pass
            case Attached():
                self.once_in_a_while(scene, who, "only-text")
            case Edited():
                self.once_in_a_while(scene, who, "edit-ignored")
            case Commanded():
                self.command(scene, inbound, who, body)
            case Wrote(text=text):
                self.wrote(scene, inbound, who, self.always.vocabulary(scene).unquoted(text))

    def let_in(self, scene: Scene, who: Partner, way: door.Way) -> None:
        """Show somebody who has just shown their number what is open for them."""
        if way is not door.Way.OPENED:
            return
        scene.held.forgo(who.route.id)
        guard.awake(scene, who)
        couple = scene.held.couple(who.couple)
        if who.route.reach is Reach.GONE:
            scene.tell(who, Phrase("pin-right"))
        elif who.stage is not Stage.HOME:
            arrival.ask(scene, who)
        elif couple is None or not self.players.again(scene, couple, who):
            scene.tell(who, Phrase("pin-right"))

    def hid(self, scene: Scene, inbound: Inbound, body: Body) -> bool:
        """Tidy somebody's private chat when they write their safe word in a group."""
        who = admit.partner(scene, inbound)
        if who is None or not safeword.said(who, body):
            return False
        scene.held.here(who.route.id)
        hiding.hide(scene, who)
        return True

    def asks(self, scene: Scene, who: Partner, body: Body) -> bool:
        """Do what somebody asks for themselves, wherever they are; False when it is not that."""
        if not rights.wanted(who, body):
            return False
        if isinstance(body, Commanded):
            guard.awake(scene, who)
        elif who.route.reach is Reach.HIDDEN:
            return False
        scene.held.here(who.route.id)
        return rights.take(scene, self.players, who, body)

    def came_back(self, scene: Scene, who: Partner, body: Body, word: Word | None) -> bool:
        """
        Note that somebody is here; False when that is all there is to do.

        Words after hiding answer nothing: the question is not to be seen, and it is shown again.
        """
        left = who.route.reach is Reach.GONE
        # Who has a number was shown what is open when they showed it.
        hid = who.route.reach is Reach.HIDDEN and not who.profile.discretion.lock.number
        hid = hid and isinstance(body, Wrote) and word is None
        if hid:
            scene.held.forgo(who.route.id)
        guard.awake(scene, who)
        if left and word is not Word.HELP:
            self.once_in_a_while(scene, who, "left-before")
            return False
        if hid and who.stage is not Stage.HOME:
            arrival.ask(scene, who)
            return False
        couple = scene.held.couple(who.couple) if hid else None
        return couple is None or not self.players.again(scene, couple, who)

    def command(self, scene: Scene, inbound: Inbound, who: Partner, body: Commanded) -> None:
        """Take a command in a private chat."""
        sender = inbound.sender
        secret = secret_of(body)
        if secret and sender is not None:
            pairing.come(scene, who, sender, secret)
        if who.stage is not Stage.HOME:
            arrival.ask(scene, admit.partner(scene, inbound) or who)
            return
        if not secret:
            self.command_at_home(scene, who, body)

    def command_at_home(self, scene: Scene, who: Partner, body: Commanded) -> None:
        """Take a command of somebody who has arrived."""
        couple = scene.held.couple(who.couple)
        script = self.players.library.commands.get(body.name)
        match body.name:
            case "start" if couple is not None and self.players.again(scene, couple, who):
                pass
            case "start" if couple is not None and couple.whole:
                scene.tell(who, Phrase("welcome-back", (("name", who.profile.name),)))
            case "start":
                pairing.next_step(scene, who)
            case "menu":
                menu.show(scene, self.players, who)
            case "invite" | "pair":
                pairing.invite(scene, who)
            case "pronouns":
                pronouns.ask(scene, who)
            case "join":
                scene.tell(who, Phrase("join-how"))
            case "group" | "room" if couple is not None and couple.whole:
                moving.link_room(scene, couple, who)
            case name if couple is not None and couple.whole and moving.meant(scene, name):
                moving.begin(scene, couple, who)
            case _ if script is not None and couple is not None and opens(script, couple):
                self.players.start(scene, couple, script, who.seat)
            case "group" | "room":
                pairing.next_step(scene, who)
            case name if script is not None or moving.meant(scene, name):
                pairing.next_step(scene, who)
            case _:
                scene.tell(who, Phrase("unknown-command"))

    def welcome(
        self, scene: Scene, inbound: Inbound, body: Wrote | Commanded | Attached | Edited
    ) -> None:
        """Begin with somebody new, and keep the invitation they came with."""
        who = admit.welcome(scene, inbound)
        secret = secret_of(body)
        if isinstance(body, Wrote) and invites.looks_like_code(body.text):
            secret = body.text
        if secret and inbound.sender is not None:
            pairing.come(scene, who, inbound.sender, secret)
        arrival.begin(scene, admit.partner(scene, inbound) or who)

    def wrote(self, scene: Scene, inbound: Inbound, who: Partner, text: str) -> None:
        """Take free words in a private chat."""
        if who.stage is not Stage.HOME:
            pairing.went_home(scene, self.players, who, arrival.wrote(scene, who, text))
            return
        couple = scene.held.couple(who.couple)
        if couple is not None and self.flows(scene, couple, who, text):
            return
        if couple is not None and couple.whole:
            if moving.meant(scene, text):
                moving.begin(scene, couple, who)
            else:
                scene.tell(who, Phrase("nothing-open"))
        elif inbound.sender is not None and invites.looks_like_code(text):
            pairing.come(scene, who, inbound.sender, text)
        else:
            pairing.next_step(scene, who)

    def flows(self, scene: Scene, couple: Couple, who: Partner, text: str) -> bool:
        """Give words to what is open, or to what they begin; False when they are for no flow."""
        if guard.empty(text):
            return self.players.again(scene, couple, who)
        if self.players.heard(scene, couple, Said(scene.now, who.seat, text)):
            return True
        script = self.players.library.keywords.get(reply.fold(text))
        if script is None or not opens(script, couple):
            return False
        self.players.start(scene, couple, script, who.seat)
        return True

    def showed(self, scene: Scene, who: Partner, file: str, *, room: bool = False) -> bool:
        """Give a picture to the run that asked for one; False when none did."""
        couple = scene.held.couple(who.couple)
        if couple is None:
            return False
        return self.players.heard(scene, couple, Showed(scene.now, who.seat, file, room))

    def in_room(
        self, scene: Scene, inbound: Inbound, body: Wrote | Commanded | Attached | Edited
    ) -> None:
        """Take words in a group. What is no business of the bot is not answered."""
        address = inbound.address
        who = admit.partner(scene, inbound)
        if address is None or (who is not None and who.route.reach is Reach.GONE):
            return
        if who is not None:
            scene.held.here(who.route.id)
        if isinstance(body, Commanded) and body.name == "start" and body.argument:
            couple = scene.held.couple(who.couple) if who else None
            opened = rooms.open_room(scene, couple, address, body.argument.strip())
            for partner in couple.partners if couple and opened else ():
                menu.show(scene, self.players, partner)
            return
        couple = admit.couple_in(scene, address)
        if couple is None or who is None or couple.at(who.seat) != who or couple.room is None:
            rooms.elsewhere(scene, inbound, who)
            return
        if isinstance(body, Commanded):
            rooms.back(scene, couple, couple.room)
        word = self.always.word(scene, body)
        if word is not None and self.meant(scene, couple, body):
            self.always.room(scene, couple, who, word, body)
            return
        if isinstance(body, Wrote):
            scene.answers = (couple.room.id, body.message)
        match body:
            case Wrote(reply_to=str() as old) if doubtful.earlier(
                scene, self.players, who, couple.room, old
            ):
                # Two people talk about what was said; here a reply to that answers nothing.
                pass
            case Wrote(text=text) if not guard.empty(text):
                text = self.always.vocabulary(scene).unquoted(text)
                self.players.heard(scene, couple, Said(scene.now, who.seat, text, room=True))
            case Attached(file=file) if file:
                self.showed(scene, who, file, room=True)
            case Commanded(name=name) if name in self.players.library.commands:
                script = self.players.library.commands[name]
                self.players.start(scene, couple, script, who.seat)
            case Commanded(name="menu"):
                menu.show(scene, self.players, who)
            case Commanded(name="start"):
                pass
            case Commanded(message=message):
                rooms.private_first(scene, couple, couple.room, who, message)
            case _:
                pass

    def meant(self, scene: Scene, couple: Couple, body: Body) -> bool:
        """Say whether a word in the room is for us: two people say "stop" to each other too."""
        said = isinstance(body, Wrote) and body.reply_to is None
        return not said or self.always.sits(scene, couple)

    def once_in_a_while(self, scene: Scene, who: Partner, phrase: str) -> None:
        """Say something at most every ten minutes to one person."""
        if self.patience.may_say(f"{who.id}:{phrase}", scene.now):
            scene.tell(who, Phrase(phrase))


def opens(script: Script, couple: Couple) -> bool:
    """Say whether there is somebody to have a flow: both, or whoever has it alone."""
    return couple.whole or bool(script.alone)


def secret_of(body: Body) -> str:
    """Give the token or code that somebody came with; empty when they came without one."""
    if isinstance(body, Commanded) and body.name in ("start", "join", "pair"):
        return body.argument.strip()
    return ""
