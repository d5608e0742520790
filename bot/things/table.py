"""The table of deeds: under each name that flows may write, what does it."""

from collections.abc import Mapping, Sequence

from bot.things import agreements, days, notes, questions, safety
from bot.things.asking import Asking, Doing, Found, Given
from bot.things.phrases import Phrases

Doings = Mapping[str, Doing]
"""Under each name that flows may write, what does it."""


def doings(phrases: Mapping[str, Sequence[str]]) -> Doings:
    """Give all of them; ``phrases`` are the excusing phrases by language."""
    excuses = Phrases(phrases)

    def look(asking: Asking, given: Given) -> Found:
        return {"found": excuses([str(given["text"] or "")], asking.language)}

    return {
        "phrases": look,
        "agreement.add": agreements.add,
        "agreement.next": agreements.following,
        "agreement.tell": agreements.tell,
        "agreement.extend": agreements.extend,
        "agreement.close": agreements.close,
        "agreement.load": agreements.load,
        "agreement.rate": agreements.rate,
        "agreement.due": days.due,
        "day.add": days.add,
        "day.next": days.following,
        "day.forget": days.forget,
        "day.today": days.mine,
        "note.add": notes.add,
        "note.before": notes.before,
        "note.forget": notes.forget,
        "plan.add": days.plan,
        "plan.today": days.ours,
        "safety.screen": safety.screen,
        "safety.tier": safety.tier,
        "safety.choose": safety.choose,
        "question.add": questions.add,
        "question.next": questions.following,
        "question.count": questions.count,
        "question.mark": questions.mark,
    }
