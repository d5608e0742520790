"""The table of deeds: under each name that flows may write, what does it."""

from collections.abc import Mapping, Sequence

from bot.helplines import Helplines
from bot.things import (
    agreements,
    briefs,
    cards,
    control,
    days,
    memories,
    notes,
    photos,
    progress,
    pulse,
    questions,
    safety,
)
from bot.things.asking import Asking, Doing, Found, Given
from bot.things.phrases import Phrases

NONE = Helplines()
Doings = Mapping[str, Doing]
"""Under each name that flows may write, what does it."""


def doings(
    phrases: Mapping[str, Sequence[str]], rules: Mapping[str, Sequence[str]] | None = None,
    helplines: Helplines = NONE,
) -> Doings:  # fmt: skip
    """
    Give all of them.

    ``phrases`` are the excusing phrases by language, ``rules`` the patterns of what no agreement
    may ask for, by reason.
    """
    excuses = Phrases(phrases)

    def lines(asking: Asking, given: Given) -> Found:
        shown = helplines.lines(str(given["kind"]), asking.country)
        return {"lines": shown} if shown else {}

    def look(asking: Asking, given: Given) -> Found:
        return {"found": excuses([str(given["text"] or "")], asking.language)}

    return {
        "phrases": look,
        "progress.picture": progress.picture,
        "brief.paper": briefs.paper,
        "photo.keep": photos.keep,
        "photo.forget": photos.forget,
        "agreement.add": agreements.add,
        "agreement.next": agreements.following,
        "agreement.tell": agreements.tell,
        "agreement.extend": agreements.extend,
        "agreement.close": agreements.close,
        "agreement.load": agreements.load,
        "agreement.rate": agreements.rate,
        "agreement.due": days.due,
        "control.check": control.Control(rules or {}),
        "control.long": control.long,
        "day.add": days.add,
        "day.next": days.following,
        "day.forget": days.forget,
        "day.today": days.mine,
        "helplines.lines": lines,
        "memory.add": memories.add,
        "memory.before": memories.before,
        "memory.forget": memories.forget,
        "deck.next": memories.turn,
        "note.add": notes.add,
        "note.before": notes.before,
        "note.forget": notes.forget,
        "card.add": cards.add,
        "card.load": cards.load,
        "plan.add": days.plan,
        "plan.today": days.ours,
        "safety.screen": safety.screen,
        "safety.tier": safety.tier,
        "safety.choose": safety.choose,
        "pulse.add": pulse.add,
        "pulse.median": pulse.middle,
        "question.add": questions.add,
        "question.next": questions.following,
        "question.count": questions.count,
        "question.mark": questions.mark,
    }
