"""
Take messages out of somebody's private chat after a time of their own.

Each message sets an alarm as it is written (`Scene.tidy`), so that no crash leaves it there. What
went before and is still there is looked for again at each alarm, and once more an hour later.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine.courtesies import Remove, Tidy
from bot.engine.rights import pin, wishes
from bot.engine.scene import SLOT, TIDY, Scene, milliseconds
from bot.flow import reply
from bot.flow.outcomes import Phrase
from bot.model.couple import Couple, Partner
from bot.model.ids import RouteId
from bot.ports.messages import Body, Commanded, Wrote

HOURS = (1, 12, 24)
NODE = "rights:tidy"
AGAIN = "again"
MESSAGE = "m"
OFF = ("off", "0", "0h")
LATER = timedelta(hours=1)


def command(scene: Scene, who: Partner, argument: str) -> None:
    """Set the time, or offer the times that there are."""
    said = reply.fold(argument).replace(" ", "")
    hours = next((one for one in HOURS if said in (f"{one}h", str(one))), None)
    if said in OFF:
        choose(scene, who, 0)
    elif hours is not None:
        choose(scene, who, hours)
    else:
        rows = [[Phrase(f"tidy-after-{one}")] for one in HOURS]
        now = Phrase("tidy-ask", (("own", pin.own_messages(scene, who)),))
        scene.tell(who, now, [*rows, [Phrase("tidy-never")]], NODE)


def pressed(scene: Scene, who: Partner, option: int) -> None:
    """Set the time that a button says."""
    choose(scene, who, (*HOURS, 0)[option])


def choose(scene: Scene, who: Partner, hours: int) -> None:
    """Set it; what is in the chat already goes when its time has passed, too."""
    after = wishes.kept(scene, who, replace(who.profile.discretion, tidy=hours))
    if hours:
        done = Phrase("tidy-done", (("count", hours), ("own", pin.own_messages(scene, who))))
        scene.tell(after, done)
    else:
        scene.tell(after, Phrase("tidy-off"))


def wrote(scene: Scene, who: Partner, body: Body) -> None:
    """Set the alarm for what somebody wrote, where a bot may delete that."""
    hours = who.profile.discretion.tidy
    if not hours or who.route.address.platform not in scene.house.tidied:
        return
    if isinstance(body, Wrote | Commanded):
        due = milliseconds(scene.now + timedelta(hours=hours)) // SLOT * SLOT + SLOT
        moment = datetime.fromtimestamp(due / 1000, scene.now.tzinfo)
        tag = f"{TIDY}{MESSAGE}{body.message}"
        scene.held.set_alarm(who.couple, None, who.route.id, tag, moment)


def over(scene: Scene, couple: Couple, route: RouteId, tag: str) -> None:
    """Take out what is older than somebody wants it to be."""
    what = tag.removeprefix(TIDY)
    for who in couple.partners:
        hours = who.profile.discretion.tidy
        if who.route.id != route or not hours:
            continue
        if what.startswith(MESSAGE):
            scene.courtesy(Remove(who.route.address, (what.removeprefix(MESSAGE),)))
            continue
        scene.courtesy(Tidy(who.route, scene.inbox, scene.now, timedelta(hours=hours)))
        if what != AGAIN:
            # A crash just after this turn would lose the courtesy.
            scene.held.set_alarm(couple.id, None, route, f"{TIDY}{AGAIN}", scene.now + LATER)
