"""
Find what cannot always be evaluated: a division by an answer, a number that grows too large.

Where this depends on a private answer, it is a leak: a lane that is stuck asks nothing more.
"""

import ast

from bot.flow.expr import FUNCTIONS, Expression, Name
from bot.flow.facts import Facts
from bot.flow.kinds import Length, Number, Scale
from bot.flow.operators import MAX_NUMBER
from bot.flow.script import Act, Ask, At, If, Match, Node, Say, Script, Set
from bot.flow.text import Template, holes_of
from bot.flow.types import Types

NEVER = float("inf")
_LETTERS, _RECKONED = 5000.0, 1e12
_NUMBERS = ("int", "float", "duration")
_NOWHERE = At(1, 1)


class Failing:
    """Knows how large the numbers of one flow can grow."""

    def __init__(self, script: Script, facts: Facts) -> None:
        self.script = script
        self.facts = facts
        self.types = Types(script, lambda *_: None)
        self.known: dict[str, bool] = {}

    def of(self, node: Node) -> list[Expression]:
        """Give what can fail at a node, so that a lane would be stuck there."""
        found = [] if node.when is None else [node.when]
        match node:
            case Say(text=text) | Ask(text=text) if text.constant is None or text.others:
                found += _placeholders(text)
            case Set(values=values):
                found += [expression for _, expression in values]
            case If(test=test):
                found.append(test)
            case Match(subject=subject):
                found.append(subject)
            case Act(given=given):
                found += [expression for _, expression in given]
            case _:
                pass
        return [one for one in found if self.fails(one)]

    def fails(self, expression: Expression) -> bool:
        """Say whether some answers let an expression fail."""
        if expression.source not in self.known:
            self.known[expression.source] = self.size(expression.tree) > MAX_NUMBER
        return self.known[expression.source]

    def size(self, node: ast.expr) -> float:
        """Give how far from zero a part can come; `NEVER` when it can fail."""
        match node:
            case ast.Constant(value=int() | float() as value):
                return abs(value)
            case ast.Attribute(value=ast.Name(id=scope), attr=field):
                return self.bound(Name(scope, field))
            case ast.BinOp(left=left, op=op, right=right):
                return self.reckoned(op, left, right)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.number(operand)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self.compared(left, op, right)
            case ast.Call(func=ast.Name(id="len"), args=[inner]):
                countable = self.kind(inner) in ("text", "choice", "choices")
                return _LETTERS if countable and self.size(inner) < NEVER else NEVER
            case ast.Call(func=ast.Name(id=called), args=parts) if called in FUNCTIONS:
                measure = self.size if called == "answered" else self.number
                return max(measure(part) for part in parts)
            case ast.IfExp(test=test, body=body, orelse=other):
                return max(self.size(part) for part in (test, body, other))
            case ast.BoolOp(values=parts):
                return max(self.size(part) for part in parts)
            case ast.UnaryOp(operand=operand):
                return self.size(operand)
            case _:
                return 0

    def reckoned(self, op: ast.operator, left: ast.expr, right: ast.expr) -> float:
        """Give how large a sum, a product or a quotient can be."""
        one, two = self.number(left), self.number(right)
        match op:
            case ast.Add() | ast.Sub():
                return one + two
            case ast.Mult():
                return one * two
            case _ if isinstance(right, ast.Constant) and two > 0:
                return max(one, one / two, two)
            case _:
                return NEVER

    def compared(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> float:
        """Give `NEVER` when two sides may have no order."""
        others = right.elts if isinstance(right, ast.List | ast.Tuple) else [right]
        ordered = isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE)
        if ordered and "any" in (self.kind(left), self.kind(right)):
            return NEVER
        return max(self.size(part) for part in (left, *others))

    def number(self, node: ast.expr) -> float:
        """Give how large a part can be that has to be a number."""
        return self.size(node) if self.kind(node) in _NUMBERS else NEVER

    def kind(self, node: ast.expr) -> str:
        """Give the type of a part."""
        return self.types.of(node, _NOWHERE)

    def bound(self, name: Name) -> float:
        """Give how large a variable's number can be, by what may be answered."""
        scope = name.scope if name.scope in ("run", "in") else "my"
        variable = self.script.variables.get(f"{scope}.{name.field}")
        if variable is None or variable.type not in _NUMBERS:
            return 0
        if variable.least is not None and variable.most is not None:
            return max(abs(variable.least), abs(variable.most))
        sources = self.facts.sources.get(f"{scope}.{name.field}", {})
        return max((_most(self.script.nodes[one]) for one in sources), default=_RECKONED)


def _most(node: Node) -> float:
    match node:
        case Ask(kind=Scale(min=least, max=most) | Number(min=least, max=most)):
            return max(abs(least), abs(most))
        case Ask(kind=Length(max=longest)):
            return longest.total_seconds()
        case _:
            return _RECKONED


def _placeholders(text: Template) -> list[Expression]:
    # A translation can show nothing but what the text shows.
    return [hole.expression for hole in holes_of(text.parts)]
