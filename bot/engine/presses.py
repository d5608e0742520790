"""Take a button: find its letter, check whose it is, and pass it on."""

from bot.engine import (
    admit,
    arrival,
    doubtful,
    guard,
    leaving,
    menu,
    moving,
    pairing,
    pronouns,
    rooms,
)
from bot.engine.courtesies import AnswerPress, Strip
from bot.engine.play import Players
from bot.engine.rights import asked as rights
from bot.engine.rights import door
from bot.engine.scene import TOKEN, Scene
from bot.flow.events import Pressed
from bot.flow.outcomes import Phrase
from bot.model.address import Reach
from bot.model.couple import Partner
from bot.model.ids import InviteId, RunId
from bot.model.profile import Stage
from bot.model.words import plain
from bot.ports import messages
from bot.ports.messages import Inbound
from bot.ports.rows import Asked


class Presses:
    """Everything that can be pressed: a question's options, pairing, the room, the menu."""

    def __init__(self, players: Players) -> None:
        self.players = players

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
            language = who.profile.language if who else scene.house.speech.default
            words = scene.house.speech.say(Phrase(notice or "closed-question"), language)
            scene.courtesy(AnswerPress(*press, plain(words)))
            return
        if who.route.reach is Reach.GONE and not (asked.node or "").startswith(rights.NODE):
            self.closed(scene, who, press)
            return
        if inbound.private and who.route.reach is Reach.CLOSED:
            door.reopen(scene, who)
        home = asked.route.id == who.route.id
        helps = self.helps(scene, who, asked)
        if home and not helps and door.pressed(scene, who, asked.node or "", press):
            return
        guard.awake(scene, who)
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
            self.flow_press(scene, who, asked, asked.run, asked.prompt, option, press)
        elif node.startswith(doubtful.NODE):
            if not doubtful.answered(scene, self.players, who, node, yes=option == 0):
                self.closed(scene, who, press)
        elif node.startswith(arrival.NODE):
            if arrival.fits(scene, who, node, option):
                home = arrival.pressed(scene, who, node, option)
                pairing.went_home(scene, self.players, who, home)
            else:
                self.closed(scene, who, press)
        elif node.startswith(rights.NODE):
            rights.pressed(scene, self.players, who, node, option)
        elif node == pronouns.NODE:
            pronouns.answered(scene, who, option)
        elif node == leaving.NODE:
            leaving.answered(scene, self.players, who, yes=option == 0)
        elif not self.menu_press(scene, who, node, option):
            self.closed(scene, who, press)

    def flow_press(
        self, scene: Scene, who: Partner, asked: Asked, run: RunId, prompt: int, option: int,
        press: tuple[str, str],
    ) -> None:  # fmt: skip
        """Hand a button to its run; when that has long ended, show what is open now."""
        couple = scene.held.couple(who.couple)
        kept = self.players.run(scene, couple, run) if couple else None
        if couple is not None and kept is not None:
            event = Pressed(scene.now, who.seat, prompt, asked.node or "", option)
            if not self.players.advance(scene, couple, kept, event, press):
                self.closed(scene, who, press)
            return
        self.closed(scene, who, press)
        if couple is not None:
            self.players.again(scene, couple, who)

    def helps(self, scene: Scene, who: Partner, asked: Asked) -> bool:
        """Say whether a button is of what comes at words of risk: no number stands before that."""
        couple = scene.held.couple(who.couple)
        run = self.players.run(scene, couple, asked.run) if couple and asked.run else None
        return run is not None and run.flow in self.players.library.journey.risk.values()

    def closed(self, scene: Scene, who: Partner, press: tuple[str, str]) -> None:
        """Say at the button that its question is over."""
        words = scene.house.speech.say(Phrase("closed-question"), who.profile.language)
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
                moving.link_room(scene, couple, who)
            case rooms.OFFER:
                if couple.room is None:
                    scene.tell(who, Phrase("room-none"))
                menu.show(scene, self.players, who)
            case moving.FETCH if couple.whole:
                moving.fetch(scene, couple, who)
            case moving.ANSWER:
                asked = InviteId(int(rest[0]))
                moving.answered(scene, self.players, couple, who, asked, yes=option == 0)
            case rooms.AGAIN:
                rooms.alone_again(scene, couple, who)
            case menu.MENU if option < len(rest):
                menu.chosen(scene, self.players, couple, who, rest[option])
            case _:
                return False
        return True

    def confirmed(self, scene: Scene, who: Partner, asked: InviteId, *, yes: bool) -> None:
        """Join two people, and show them what they can do."""
        joiner = admit.claimant(scene, who)
        if joiner is not None:
            joiner = self.players.cut_off(scene, joiner)
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
        moving.offer_room(scene, couple)
        self.players.schedule(scene, couple)
        for partner in couple.partners:
            self.players.welcome(scene, couple, partner)
