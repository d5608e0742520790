"""
Do what somebody wants who writes one of the words that always work.

They come before any flow. In the room, those about a conversation mean the sitting, and whatever
concerns one person alone is answered in their private chat.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot import understand
from bot.engine import arrival, hiding, leaving, pairing, pause
from bot.engine.casting import cast_of
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.engine.vocabulary import Vocabulary, Word
from bot.flow.events import Back, Paused, Skipped, Stopped, Undo
from bot.flow.outcomes import Phrase
from bot.flow.place import decode
from bot.flow.run import MAIN
from bot.flow.script import Each, Place
from bot.model.couple import Couple, Partner
from bot.model.profile import Stage
from bot.ports.messages import Body, Commanded, Wrote
from bot.ports.rows import RunState

SHORTEST, LONGEST = timedelta(minutes=20), timedelta(hours=24)
_EVENTS: Mapping[Word, type[Back | Undo | Skipped | Stopped]] = {
    Word.BACK: Back, Word.UNDO: Undo, Word.SKIP: Skipped, Word.STOP: Stopped,
}  # fmt: skip
_NOTHING = {word: Phrase("nothing-to-undo") for word in (Word.BACK, Word.UNDO)}


class Always:
    """The words, in a private chat and in the room."""

    def __init__(self, players: Players) -> None:
        self.players = players
        self.read: Vocabulary | None = None

    def vocabulary(self, scene: Scene) -> Vocabulary:
        """Give what is written for each word; it is read when it is first wanted."""
        if self.read is None:
            self.read = Vocabulary(scene.house.speech)
        return self.read

    def word(self, scene: Scene, body: Body) -> Word | None:
        """Give the word that somebody wrote or commanded; a forwarded one is not theirs."""
        match body:
            case Commanded(name=name):
                return self.vocabulary(scene).command(name)
            case Wrote(text=text, forwarded=False):
                return self.vocabulary(scene).word(text)
            case _:
                return None

    def private(self, scene: Scene, who: Partner, word: Word, body: Wrote | Commanded) -> None:
        """Do it for somebody in their own chat; ``body`` is how they asked for it."""
        couple = scene.held.couple(who.couple)
        match word:
            case Word.HIDE:
                hiding.hide(scene, who, body.message)
            case Word.LEAVE:
                leaving.ask(scene, who)
            case Word.LEAVE_SURE:
                leaving.answered(scene, self.players, who, yes=True)
            case Word.HELP:
                scene.tell(who, Phrase("help"))
                if who.stage is not Stage.HOME:
                    arrival.ask(scene, who)
            case _ if who.stage is not Stage.HOME:
                at_the_door(scene, who, word)
            case _ if couple is None:
                pairing.next_step(scene, who)
            case _ if not couple.whole and word not in (Word.PAUSE, Word.RESUME):
                if not self.turned(scene, couple, who, word):
                    pairing.next_step(scene, who)
            case _:
                self.at_home(scene, couple, who, word, body)

    def rest(self, scene: Scene, couple: Couple, who: Partner, body: Body) -> None:
        """
        Give the sitting a break, which nobody can refuse: ``/pause 2 hours`` says how long.

        It takes at least 20 minutes, so that both have cooled down, and at most a day.
        """
        wished = body.argument if isinstance(body, Commanded) else ""
        length = understand.length(wished, who.profile.language) if wished else None
        until = scene.now + min(max(length or SHORTEST, SHORTEST), LONGEST)
        self.players.heard(scene, couple, Paused(scene.now, who.seat, until))

    def at_home(self, scene: Scene, couple: Couple, who: Partner, word: Word, body: Body) -> None:
        """Do what is about a conversation, or about being left in peace."""
        match word:
            case Word.RESUME:
                pause.end(scene, self.players, couple, who)
            case Word.PAUSE if self.sits(scene, couple):
                self.rest(scene, couple, who, body)
            case Word.PAUSE:
                pause.begin(scene, couple, who)
            case _:
                if not self.turned(scene, couple, who, word):
                    scene.tell(who, _NOTHING.get(word, Phrase("nothing-open")))

    def room(self, scene: Scene, couple: Couple, who: Partner, word: Word, body: Body) -> None:
        """Do it in the room; there nothing shows what is open for somebody in private."""
        sits = self.sits(scene, couple)
        match word:
            case Word.HELP if couple.room is not None:
                scene.tell_room(couple, couple.room, Phrase("help-room"))
            case Word.HIDE:
                scene.tell(who, Phrase("room-only-private"))
            case Word.LEAVE | Word.LEAVE_SURE:
                leaving.ask(scene, who)
            case Word.PAUSE if sits:
                self.rest(scene, couple, who, body)
            case Word.PAUSE:
                pause.begin(scene, couple, who)
            case Word.RESUME if not sits:
                pause.end(scene, self.players, couple, who)
            case _ if not sits:
                scene.tell(who, Phrase("room-nothing-open"))
            case _:
                if not self.turned(scene, couple, who, word):
                    scene.tell(who, _NOTHING.get(word, Phrase("nothing-open")))

    def turned(self, scene: Scene, couple: Couple, who: Partner, word: Word) -> bool:
        """Hand a word to the run that it is about; False when there is none."""
        event = _EVENTS.get(word)
        if event is None:
            return self.players.again(scene, couple, who)
        return self.players.heard(scene, couple, event(scene.now, who.seat))

    def sits(self, scene: Scene, couple: Couple) -> bool:
        """Say whether a couple is in a sitting just now."""
        for kept in scene.held.runs(couple.id):
            if kept.state is RunState.ACTIVE:
                lanes = decode(kept.document, cast_of(couple, None), kept.values).lanes
                main = lanes.get(MAIN)
                nodes = self.players.library.of(kept).nodes
                fork = nodes.get(main.at) if main and main.at else None
                if isinstance(fork, Each) and fork.place is Place.GROUP:
                    return True
        return False


def at_the_door(scene: Scene, who: Partner, word: Word) -> None:
    """Put the question of arriving again, or the one before it."""
    stages = [stage for stage in Stage if stage not in (Stage.HOME, Stage.CLOSED)]
    if len(scene.house.speech.languages) == 1:
        stages.remove(Stage.LANGUAGE)
    if word in (Word.BACK, Word.UNDO) and who.stage in stages[1:]:
        who = replace(who, stage=stages[stages.index(who.stage) - 1])
        scene.held.save_partner(who)
    arrival.ask(scene, who)
