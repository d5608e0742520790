"""Take what somebody asks for themselves: commands, buttons, and the words that follow them."""

from bot.engine.play import Players
from bot.engine.rights import (
    consenting,
    erasing,
    exporting,
    forgetting,
    pin,
    privacy,
    safeword,
    tidying,
    wishes,
)
from bot.engine.scene import Scene
from bot.flow import reply
from bot.model.couple import Partner
from bot.ports.messages import Body, Commanded, Wrote

COMMANDS = ("privacy", "export", "forget", "erase", "consent", "safeword", "pin", "tidy")
NODE = "rights:"


def wanted(who: Partner, body: Body) -> bool:
    """Say whether this may be for us: a command, or words that somebody was asked for."""
    if isinstance(body, Commanded):
        return body.name in COMMANDS
    return isinstance(body, Wrote) and not body.forwarded and bool(who.profile.discretion.wish)


def take(scene: Scene, players: Players, who: Partner, body: Body) -> bool:
    """Do it; False when the words were for something else."""
    if isinstance(body, Commanded):
        command(scene, players, wishes.settle(scene, who), body)
        return True
    if not isinstance(body, Wrote):
        return False
    if who.profile.discretion.wish == safeword.WISH:
        return safeword.wrote(scene, who, body.text)
    if who.profile.discretion.wish.startswith(pin.WISH):
        return pin.wrote(scene, who, body)
    return erasing.wrote(scene, who, body.text)


def command(scene: Scene, players: Players, who: Partner, body: Commanded) -> None:
    """Do what a command asks for."""
    argument = reply.fold(body.argument)
    match body.name:
        case "privacy":
            privacy.show(scene, who)
        case "export":
            exporting.ask(scene, who, players.library.traceless)
        case "forget" if argument in (forgetting.LAST, forgetting.TODAY):
            forgetting.forget(scene, who, argument)
        case "forget":
            forgetting.ask(scene, who)
        case "erase":
            erasing.ask(scene, who)
        case "consent":
            consenting.show(scene, who)
        case "safeword" if body.argument.strip():
            safeword.choose(scene, who, body.argument)
        case "safeword":
            safeword.ask(scene, who)
        case "pin":
            pin.command(scene, who, body)
        case "tidy":
            tidying.command(scene, who, body.argument)
        case _:
            raise ValueError(body.name)


def pressed(scene: Scene, players: Players, who: Partner, node: str, option: int) -> None:
    """Take a button of ours."""
    if node == forgetting.NODE:
        forgetting.forget(scene, who, (forgetting.LAST, forgetting.TODAY)[option])
    elif node == safeword.NODE:
        safeword.drop(scene, who)
    elif node.startswith(pin.NODE):
        pin.pressed(scene, who, node, option)
    elif node == tidying.NODE:
        tidying.pressed(scene, who, option)
    elif node.startswith(consenting.NODE):
        consenting.pressed(scene, players, who, node, option)
