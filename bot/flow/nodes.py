"""Build each kind of node from its shape."""

from collections.abc import Mapping

from bot.flow import shapes
from bot.flow.builder import Builder
from bot.flow.kinds import Choice, Consent, Kind, Number, Option, Scale, Text, YesNo
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
)
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

    match shape:
        case shapes.SayShape():
            text = build.text(shape.say, trees["say"])
            return Say(id=name, named=named, at=at, when=when, text=text, to=shape.to)
        case shapes.AskShape():
            return Ask(
                id=name, named=named, at=at, when=when,
                text=build.text(shape.ask, trees["ask"]),
                kind=_kind(build, shape, trees),
                save=shape.save,
                retry=build.text(shape.retry, trees["retry"]) if shape.retry else None,
                skippable=shape.skippable,
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
                text=build.text(shape.ready, trees["ready"]),
                slots=tuple(sorted(shape.slots)),
                policy=build.policy_of(shape, trees["ready"]),
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
                text=build.text(shape.say, trees["say"]),
                shown=body("shown", after), withheld=body("withheld", after),
            )  # fmt: skip
        case shapes.WaitShape():
            return Wait(id=name, named=named, at=at, when=when, length=shape.wait)
        case shapes.RepeatShape():
            until = build.expression(shape.until, trees["until"]) if shape.until else None
            return Repeat(
                id=name, named=named, at=at, when=when,
                times=shape.repeat, until=until, do=body("do", None),
            )  # fmt: skip
        case shapes.CallShape():
            return Call(id=name, named=named, at=at, when=when, block=shape.call, first=None)
        case shapes.GotoShape():
            return Goto(id=name, named=named, at=at, when=when, target=shape.goto, leaves=0)
        case shapes.RunShape():
            given = tuple(build.expression(source, trees["with"]) for source in shape.with_)
            return Act(
                id=name, named=named, at=at, when=when,
                action=shape.run, given=given, save=shape.save,
            )  # fmt: skip
        case shapes.MarkShape():
            return Mark(id=name, named=named, at=at, when=when, name=shape.mark)
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
        policy=build.policy_of(shape, trees["each"]),
        late=shape.late == "thank",
        missed=build.body(
            trees.get("missed"), f"{name}.missed", build.around[name], build.after[name]
        ),
    )  # fmt: skip


def _kind(build: Builder, shape: shapes.AskShape, trees: Mapping[str, Tree]) -> Kind:
    given = [key for key in shapes.KINDS if key in trees]
    if len(given) != 1:
        build.wrong("F007", trees["ask"], f"a question has one of {', '.join(shapes.KINDS)}")
    if shape.choice is not None:
        return Choice(tuple(Option(value, label) for value, label in shape.choice.items()))
    if shape.scale is not None:
        scale = shape.scale
        return Scale(scale.min, scale.max, scale.low, scale.high)
    if shape.number is not None:
        return Number(shape.number.min, shape.number.max)
    if shape.text is not None:
        return Text(shape.text.min, shape.text.max, shape.text.settle)
    if shape.consent is not None:
        return Consent(tuple(shape.consent.shows))
    return YesNo()


def _source(value: str | float | bool) -> str:  # noqa: FBT001 - a value, not a switch
    return value if isinstance(value, str) else repr(value)
