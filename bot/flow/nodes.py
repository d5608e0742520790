"""
Build each kind of node from its shape.

One function, closed over all verbs by the type checker: in two modules neither could say that no
verb is forgotten.
"""

from collections.abc import Iterable, Mapping

from bot.flow import shapes
from bot.flow.builder import Builder, slug
from bot.flow.declarations import clock_of
from bot.flow.deeds import DEEDS
from bot.flow.kinds import (
    Choice,
    Choices,
    Consent,
    Day,
    Kind,
    Length,
    Number,
    Option,
    Photo,
    Scale,
    Text,
    TimeOfDay,
    YesNo,
)
from bot.flow.read import Tree
from bot.flow.script import (
    Act,
    Ask,
    At,
    Call,
    Each,
    End,
    Goto,
    If,
    Mark,
    Match,
    Node,
    Place,
    Ready,
    Repeat,
    Reveal,
    Say,
    Set,
    To,
    Wait,
    WaitFor,
    WaitUntil,
)
from bot.flow.text import Template
from bot.flow.wording import Skip
from bot.model.couple import Role


def node_of(  # noqa: C901 - one branch a verb, closed by the last
    build: Builder,
    shape: shapes.NodeShape,
    trees: Mapping[str, Tree],
    name: str,
    named: bool,  # noqa: FBT001 - positional in the builder's one call
    at: At,
) -> Node:
    """Give the node; mistakes are noted with the builder."""
    when = build.expression(shape.when, trees["when"]) if shape.when is not None else None
    after, inner = build.after[name], (*build.around[name], name)

    def body(key: str, following: str | None) -> str | None:
        return build.body(trees.get(key), f"{name}.{key}", inner, following)

    def said(key: str, attribute: str = "") -> Template:
        """Build one of the node's texts; with an id of its own, translators know it by that."""
        return build.text(getattr(shape, key), trees[key], f"{name}{attribute}" if named else "")

    match shape:
        case shapes.SayShape():
            return Say(
                id=name, named=named, at=at, when=when,
                text=said("say"), to=shape.to, media=shape.media, once=shape.once,
            )  # fmt: skip
        case shapes.AskShape():
            return Ask(
                id=name, named=named, at=at, when=when,
                text=said("ask"),
                kind=_kind(build, shape, trees, name),
                save=shape.save,
                retry=said("retry", ".retry") if shape.retry else None,
                skippable=shape.skippable,
                check=build.expression(shape.check, trees["check"]) if shape.check else None,
                tries=shape.tries,
                gave_up=body("gave_up", after),
                missed=body("missed", after),
                policy=build.policy_of(shape, trees),
                edit=shape.edit,
            )  # fmt: skip
        case shapes.SetShape():
            tree = trees["set"]
            values = tuple(
                (key, build.expression(_source(value), tree)) for key, value in shape.set.items()
            )
            return Set(id=name, named=named, at=at, when=when, values=values)
        case shapes.IfShape():
            test = build.expression(shape.if_, trees["if"])
            return If(
                id=name, named=named, at=at, when=when, test=test,
                do=body("do", after), other=body("else", after),
            )  # fmt: skip
        case shapes.MatchShape():
            cases = build.lists_by_name(trees["cases"])
            if not cases and isinstance(trees["cases"].value, dict):
                build.wrong("F008", trees["cases"], "no case stands here; write at least one")
            return Match(
                id=name, named=named, at=at, when=when,
                subject=build.expression(shape.match, trees["match"]),
                cases={
                    key: build.body(tree, f"{name}.cases.{key}", inner, after)
                    for key, tree in cases.items()
                },
                other=body("else", after),
            )  # fmt: skip
        case shapes.EachShape():
            return _each(build, shape, trees, name, named, at)
        case shapes.ReadyShape():
            return Ready(
                id=name, named=named, at=at, when=when,
                text=said("ready"),
                slots=tuple(sorted(shape.slots)),
                policy=build.policy_of(shape, trees),
                missed=body("missed", after),
            )  # fmt: skip
        case shapes.RevealShape():
            if "withheld" not in trees:
                build.note(
                    "F037", at.line, at.column,
                    "'withheld' is missing: what both read when it is not shown, whatever the "
                    "reason",
                )  # fmt: skip
            needs: dict[Role | None, str] = (
                {None: shape.needs}
                if isinstance(shape.needs, str)
                else {Role(role): need for role, need in shape.needs.items()}
            )
            return Reveal(
                id=name, named=named, at=at, when=when,
                names=tuple(shape.reveal), needs=needs, to=To(shape.to),
                at_deadline=shape.open == "at_deadline",
                text=said("say"),
                shown=body("shown", after), withheld=body("withheld", after),
            )  # fmt: skip
        case shapes.WaitShape():
            return Wait(id=name, named=named, at=at, when=when, length=shape.wait)
        case shapes.WaitUntilShape():
            clock = clock_of(shape.wait_until)
            return WaitUntil(id=name, named=named, at=at, when=when, clock=clock)
        case shapes.WaitForShape():
            return WaitFor(
                id=name, named=named, at=at, when=when, event=shape.wait_for,
                policy=build.policy_of(shape, trees), missed=body("missed", after),
            )  # fmt: skip
        case shapes.RepeatShape():
            until = build.expression(shape.until, trees["until"]) if shape.until else None
            return Repeat(
                id=name, named=named, at=at, when=when,
                times=shape.repeat, until=until, do=body("do", None),
            )  # fmt: skip
        case shapes.CallShape():
            return _call(build, shape, trees, name, named, at)
        case shapes.GotoShape():
            target = f"{build.before}{shape.goto}"
            return Goto(id=name, named=named, at=at, when=when, target=target, leaves=0)
        case shapes.RunShape():
            return _act(build, shape, trees, name, named, at)
        case shapes.MarkShape():
            return Mark(id=name, named=named, at=at, when=when, name=shape.mark, lock=shape.lock)
        case shapes.EndShape():
            return End(id=name, named=named, at=at, when=when, outcome=shape.end)
        case _:
            raise TypeError(f"no node for {type(shape).__name__}")


def _each(
    build: Builder,
    shape: shapes.EachShape,
    trees: Mapping[str, Tree],
    name: str,
    named: bool,  # noqa: FBT001 - as node_of
    at: At,
) -> Each:
    inner = (*build.around[name], name)
    roles: dict[Role | None, str] = {}
    if shape.each == "partner" and "do" in trees:
        roles = {None: "do"}
    elif shape.each == "partner":
        roles = {role: role.value for role in Role if role.value in trees}
    else:
        roles = {Role(shape.each): "do"}
    extra = [
        key for key in ("do", "hurt", "repairing") if key in trees and key not in roles.values()
    ]
    if extra or not roles or not all(key in trees for key in roles.values()):
        build.note(
            "F007", at.line, at.column,
            "'each: partner' has 'do' for both, or 'hurt' and 'repairing'; 'each: hurt' has 'do'",
        )  # fmt: skip
    bodies = {
        role: build.body(trees.get(key), f"{name}.{key}", inner, None)
        for role, key in roles.items()
    }
    if "missed" in trees and shape.place is Place.PRIVATE:
        build.note(
            "F058", at.line, at.column,
            "a private fork has no 'missed': it would tell one partner that the other was silent",
        )  # fmt: skip
    return Each(
        id=name, named=named, at=at,
        when=build.expression(shape.when, trees["when"]) if shape.when else None,
        bodies=bodies,
        place=shape.place,
        turns=shape.order == "turns",
        any=shape.join == "any",
        policy=build.policy_of(shape, trees),
        late=shape.late == "thank",
        missed=build.body(
            trees.get("missed"), f"{name}.missed", build.around[name], build.after[name]
        ),
    )  # fmt: skip


def _call(
    build: Builder,
    shape: shapes.CallShape,
    trees: Mapping[str, Tree],
    name: str,
    named: bool,  # noqa: FBT001 - as node_of
    at: At,
) -> Call:
    when = build.expression(shape.when, trees["when"]) if shape.when else None
    if isinstance(shape.call, str):
        block = f"{build.before}{shape.call}"
        if shape.save is not None:
            build.wrong("F006", trees["save"], "only another flow has an outcome to save")
        return Call(id=name, named=named, at=at, when=when, block=block, first=None)
    given = tuple(
        (f"in.{key}", build.expression(_source(value), trees["call"]))
        for key, value in shape.call.give.items()
    )
    block = build.flow(shape.call.flow, trees["call"])
    return Call(
        id=name, named=named, at=at, when=when, block=block, first=None,
        flow=True, save=shape.save, given=given,
    )  # fmt: skip


def _act(
    build: Builder,
    shape: shapes.RunShape,
    trees: Mapping[str, Tree],
    name: str,
    named: bool,  # noqa: FBT001 - as node_of
    at: At,
) -> Act:
    deed = DEEDS[shape.run]
    with_, save = trees.get("with"), trees.get("save")
    given = shape.with_
    if isinstance(given, list):
        if with_ is not None and len(given) > len(deed.takes):
            build.wrong("F006", with_, f"'{shape.run}' takes {_listed(deed.takes)}")
        given = dict(zip(deed.takes, given, strict=False))
    for key in [key for key in given if key not in deed.takes]:
        build.wrong(
            "F006", with_ or trees["run"], f"'{key}': '{shape.run}' takes {_listed(deed.takes)}"
        )
    for key in [key for key in deed.takes if key not in (*given, *deed.optional)]:
        build.wrong("F007", trees["run"], f"'{shape.run}' needs '{key}' under 'with'")
    saves = shape.save if isinstance(shape.save, dict) else {}
    if isinstance(shape.save, str):
        saves = {shape.save: next(iter(deed.gives), "")}
        if save is not None and len(deed.gives) != 1:
            build.wrong(
                "F008", save, f"'{shape.run}' gives {_listed(deed.gives)}; say which: {{my.x: ...}}"
            )
    for what in [what for what in saves.values() if what and what not in deed.gives]:
        build.wrong(
            "F006", save or trees["run"], f"'{what}': '{shape.run}' gives {_listed(deed.gives)}"
        )
    return Act(
        id=name, named=named, at=at,
        when=build.expression(shape.when, trees["when"]) if shape.when else None,
        deed=shape.run,
        given=tuple(
            (key, build.expression(_source(value), with_ or trees["run"]))
            for key, value in given.items()
        ),
        saves=tuple(saves.items()),
    )  # fmt: skip


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "nothing"


def _kind(build: Builder, shape: shapes.AskShape, trees: Mapping[str, Tree], name: str) -> Kind:
    given = [key for key in shapes.KINDS if key in trees]
    if len(given) != 1:
        build.wrong("F007", trees["ask"], f"a question has one of {', '.join(shapes.KINDS)}")
        raise Skip
    key = given[0]
    match key, getattr(shape, key):
        case "choice", dict() as options:
            return Choice(_options(build, options, trees[key], name, shape.save))
        case _, shapes.ChoicesShape() as several:
            of = _map(trees[key])["of"]
            listed = _options(build, several.of, of, name, shape.save)
            return Choices(listed, several.min, min(several.max, len(listed)))
        case _, shapes.ScaleShape() as scale:
            ends = [
                build.label(words, _map(trees[key])[end], f"{name}.{end}") if words else None
                for end, words in (("low", scale.low), ("high", scale.high))
            ]
            return Scale(scale.min, scale.max, *ends)
        case _, shapes.NumberShape() as number:
            return Number(number.min, number.max, number.whole)
        case _, shapes.TextShape() as text:
            return Text(text.min, text.max, text.settle)
        case _, shapes.DateShape() as date:
            return Day(date.ahead, date.back)
        case _, shapes.TimeShape() as clock:
            return TimeOfDay(clock.min, clock.max)
        case _, shapes.LengthShape() as length:
            return Length(length.min, length.max)
        case _, shapes.PhotoShape():
            return Photo()
        case _, shapes.ConsentShape() as consent:
            return Consent(tuple(consent.shows))
        case _:
            return YesNo()


def _options(
    build: Builder, given: Mapping[str, str], tree: Tree, name: str, save: str | None
) -> tuple[Option, ...]:
    places = _map(tree)
    options = tuple(
        Option(value, build.label(words, places.get(value, tree), f"{name}.option-{slug(value)}"))
        for value, words in given.items()
    )
    if save is not None:
        names = build.choices.setdefault(save.split(".", 1)[1], {})
        names.update({option.value: option.label for option in options})
    return options


def _map(tree: Tree) -> Mapping[str, Tree]:
    return tree.value if isinstance(tree.value, dict) else {}


def _source(value: str | float | bool) -> str:  # noqa: FBT001 - a value, not a switch
    return value if isinstance(value, str) else repr(value)
