"""What people read in English: every message of every flow, and every text of the house."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import ast, parse

from bot import load
from bot.flow.script import Ask, Each, Node, Policy, Ready, Reveal, Say, Script, WaitFor

DIALOGS = Path(__file__).parents[2] / "dialogs"
CONTENT = load.load(DIALOGS)

_NAME = re.compile(r"\{[^{}]*name\}")
_VALUE = re.compile(r"\{[^{}]*\}")
_SIGNS = re.compile(r"\*\*|(?<!\w)_|_(?!\w)")
_BETWEEN = re.compile(r"(?<=[.?!…])[”\"’)]*\s+(?=[“\"]?[A-Z0-9/])")
_QUOTED = re.compile(r"^.*\{[^{}]*(?<!name)\}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Message:
    """A text, whether it asks, and where it stands; ``place`` is the flow and the node's id."""

    place: str
    at: str
    text: str
    asks: bool = False
    opens: bool = False

    @property
    def plain(self) -> str:
        """Give it as somebody reads it, with a short word for whatever is put in."""
        return _SIGNS.sub("", _VALUE.sub("this", _NAME.sub("Ann", self.text)))

    @property
    def ours(self) -> str:
        """Give it without the lines that end in somebody's own words."""
        return Message(self.place, self.at, _QUOTED.sub("", self.text)).plain

    @property
    def sentences(self) -> list[str]:
        """Give the sentences in it that are ours."""
        lines = (line.strip() for line in self.ours.splitlines())
        return [one for line in lines for one in _BETWEEN.split(line) if one]


def messages(script: Script) -> Iterator[Message]:
    """Give what a flow says, asks, opens and reminds of, in order."""
    reminders: set[str] = set()
    for node in script.nodes.values():
        place, at = f"{script.id}.{node.id}", f"{script.file}:{node.at.line}"
        match node:
            case Ask(text=text, retry=retry):
                yield Message(place, at, text.source, asks=True)
                if retry is not None:
                    yield Message(place, at, retry.source)
            case Reveal(text=text):
                yield Message(place, at, text.source, opens=True)
            case Say(text=text) | Ready(text=text):
                yield Message(place, at, text.source)
            case _:
                pass
        reminders.update(one.say.source for policy in _policies(node) for one in policy.remind)
    for reminder in sorted(reminders):
        yield Message(f"{script.id}.remind", script.file, reminder)


def house() -> Iterator[Message]:
    """Give the texts of the house: those that belong to no flow."""
    for path in sorted((DIALOGS / "texts" / "en").glob("*.ftl")):
        for entry in parse(path.read_text("utf-8")).body:
            if isinstance(entry, ast.Message) and entry.value is not None:
                yield Message(f"{path.stem}.{entry.id.name}", path.name, _words(entry.value))


def _policies(node: Node) -> Iterator[Policy]:
    if isinstance(node, Ask | Each | Ready | WaitFor):
        yield node.policy


def _words(pattern: ast.Pattern) -> str:
    """Write a pattern as an author of flows would, with holes for what is put in."""
    return "".join(_part(one) for one in pattern.elements)


def _part(part: ast.TextElement | ast.Placeable) -> str:
    if isinstance(part, ast.TextElement):
        return str(part.value)
    match part.expression:
        case ast.StringLiteral(value=value):
            return str(value)
        case ast.SelectExpression(variants=variants):
            return next(_words(one.value) for one in variants if one.default)
        case ast.VariableReference(id=name):
            return f"{{{name.name}}}"
        case _:
            return "{value}"
