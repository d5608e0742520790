"""
Begin what comes by itself: at its hour, after another flow, or with a milestone.

Whoever has a flow alone gets it at an hour of their own, on a day on which nothing else came by
itself (`bot.engine.rhythm`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.engine import rhythm, zones
from bot.engine.scene import Scene
from bot.engine.starting import START, Starting
from bot.flow import times
from bot.flow.script import Script
from bot.model.couple import Couple, Partner, Seat
from bot.model.profile import Stage

LATEST = timedelta(hours=12)
"""What the clock was to begin, and did not because we were away, is let be after this long."""
DAY = timedelta(days=1)


class Coming(Starting):
    """How runs begin without anybody asking just then."""

    def follow(
        self, scene: Scene, couple: Couple, script: Script, own: Seat | None, outcome: str
    ) -> None:
        """
        Set the start of flows that come after this one; each has a moment of its own.

        What one had alone (``own``) is followed by nothing but what they have alone.
        """
        for one in self.library.current.values():
            for after in one.after_flows:
                if after.flow != script.id or after.outcome not in (None, outcome):
                    continue
                for mark in whose(one, own):
                    tag = f"{START}:{one.id}:after-{script.id}{mark}"
                    scene.held.set_alarm(couple.id, None, 0, tag, scene.now + after.wait)

    def reach(
        self, scene: Scene, couple: Couple, script: Script, own: Seat | None, name: str
    ) -> None:
        """Begin what a milestone begins; one partner's own begins only what they have alone."""
        for one in self.library.current.values():
            if name in one.events and one.id != script.id:
                for mark in whose(one, own):
                    tag = f"{START}:{one.id}:now{mark}"
                    scene.held.set_alarm(couple.id, None, 0, tag, scene.now)

    def welcome(self, scene: Scene, couple: Couple, who: Partner) -> None:
        """Begin what somebody has alone when they have just come in, unless it has come to them."""
        script = self.library.current.get(self.library.journey.arriving)
        own = who.profile.discretion
        if script is None or not script.alone or own.welcomed or not self.library.welcomes:
            return
        known = replace(who.profile, discretion=replace(own, welcomed=True))
        scene.held.save_partner(replace(who, profile=known))
        self.start(scene, scene.held.couple(couple.id) or couple, script, who.seat)

    def cut_off(self, scene: Scene, who: Partner) -> Partner:
        """Note that what they have alone goes with their couple of one; give them as they are."""
        couple, flow = scene.held.couple(who.couple), self.library.journey.arriving
        runs = self.of_one(scene, couple, who.seat) if couple is not None else ()
        if all(run.flow != flow for run in runs):
            return who
        own = replace(who.profile.discretion, welcomed=False)
        anew = replace(who, profile=replace(who.profile, discretion=own))
        scene.held.save_partner(anew)
        return anew

    def schedule(self, scene: Scene, couple: Couple) -> None:
        """Set the next start of every flow that has a clock, in the zone of whoever has it."""
        zone = zones.zone_of(couple.partners[0].profile.zone)
        for script in self.library.current.values():
            for index, clock in enumerate(script.clocks):
                for tag, there in self.clocks(couple, script, f"{START}:{script.id}:{index}", zone):
                    due = times.next_clock(clock, scene.now, there)
                    scene.held.set_alarm(couple.id, None, 0, tag, due)

    def clocks(
        self, couple: Couple, script: Script, tag: str, zone: tzinfo
    ) -> Iterator[tuple[str, tzinfo]]:
        """Give the alarm of a flow's clock, or one for each partner who has the flow alone."""
        if not script.alone and couple.whole:
            yield tag, zone
        for who in couple.partners if script.alone else ():
            yield f"{tag}:{who.seat}", zones.zone_of(who.profile.zone)

    def rang(self, scene: Scene, couple: Couple, tag: str) -> None:
        """Begin what its time has come for, unless that is long past; set all clocks again."""
        _, flow, index, *marks = tag.split(":")
        script = self.library.current.get(flow)
        who = couple.at(Seat(marks[0])) if marks else None
        if not index.isdigit():
            if script is not None:
                self.unasked(scene, couple, script, who, None)
            return
        clocks = script.clocks[int(index) :] if script is not None else ()
        if script is not None and clocks:
            zone = zones.zone_of((who or couple.partners[0]).profile.zone)
            due = times.next_clock(clocks[0], scene.now - LATEST, zone)
            if due <= scene.now:
                self.unasked(scene, couple, script, who, due)
        self.schedule(scene, couple)

    def unasked(
        self, scene: Scene, couple: Couple, script: Script, who: Partner | None,
        due: datetime | None,
    ) -> None:  # fmt: skip
        """Begin what nobody asked for just now."""
        scene.unasked = True
        if script.alone and who is not None and who.stage is Stage.HOME:
            if not rhythm.written(scene, who):
                self.start_alone(scene, couple, script, who, due, asked=False)
            elif not daily(script):
                tag = f"{START}:{script.id}:later:{who.seat}"
                scene.held.set_alarm(couple.id, None, 0, tag, scene.now + DAY)
        elif not script.alone and couple.whole:
            self.start(scene, couple, script, None, due)


def daily(script: Script) -> bool:
    """Say whether a flow's clock rings every day."""
    return any(one.day is None for one in script.clocks)


def whose(script: Script, own: Seat | None) -> Sequence[str]:
    """Mark an alarm with whom it begins a flow for; none at all where it would tell the other."""
    if script.alone:
        return [f":{seat}" for seat in ((own,) if own is not None else Seat)]
    return [""] if own is None else []
