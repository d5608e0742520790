"""
Hold expressions against the types of their variables.

F022 a name that is nowhere declared · F023 types that do not go together.
"""

import ast
import difflib
from collections.abc import Callable
from datetime import date, time

from bot.flow.expr import PEOPLE, PROFILE, Expression, Name
from bot.flow.kinds import in_words
from bot.flow.script import At, Match, Script, Variable

Report = Callable[[str, At, str], None]

_NUMBERS = {"int", "float", "duration"}
_TEXTS = {"text", "choice", "date", "time"}
_WRITTEN: dict[str, tuple[Callable[[str], date | time], str]] = {
    "date": (date.fromisoformat, "2026-11-29"), "time": (time.fromisoformat, "18:30"),
}  # fmt: skip
ANY = "any"
MILESTONES = ("couple", "mine")
"""Scopes whose names are what was reached: by both, or by one alone."""


class Types:
    """The type check of one flow."""

    def __init__(self, script: Script, report: Report) -> None:
        self.script = script
        self.report = report
        self.used: set[str] = set()
        self.facts: dict[str, At] = {}

    def variable(self, name: Name) -> Variable | None:
        """Find the declaration behind a name."""
        scope = name.scope if name.scope in ("run", "in") else "my"
        return self.script.variables.get(f"{scope}.{name.field}")

    def names(self, names: tuple[Name, ...], at: At) -> bool:
        """Report names that mean nothing; True when all are known."""
        known = True
        for name in names:
            if name.field in PROFILE and name.scope in PEOPLE:
                continue
            if name.scope in MILESTONES:
                self.facts.setdefault(name.field, at)
                continue
            variable = self.variable(name)
            if variable is None:
                known = False
                self.report("F022", at, f"'{name}' is not declared under 'vars'{self.hint(name)}")
            elif name.scope in ("me", "partner"):
                known = False
                self.report(
                    "F022", at,
                    f"'{name}': me. and partner. have a name and a language; an answer is "
                    f"my.{name.field}",
                )  # fmt: skip
            else:
                self.used.add(f"{variable.scope}.{variable.name}")
        return known

    def hint(self, name: Name) -> str:
        """Give the nearest declared name."""
        fields = [*(v.name for v in self.script.variables.values()), *PROFILE]
        near = difflib.get_close_matches(name.field, fields, 1)
        return f"; did you mean '{name.scope}.{near[0]}'?" if near else ""

    def expression(self, expression: Expression, at: At) -> str:
        """Give the type of an expression, reporting what does not go together."""
        if not self.names(expression.names, at):
            return ANY
        return self.of(expression.tree, at)

    def of(self, node: ast.expr, at: At) -> str:
        """Give the type of a part."""
        match node:
            case ast.Constant(value=bool()) | ast.Name(id="true" | "false"):
                return "bool"
            case ast.Constant(value=int()):
                return "int"
            case ast.Constant(value=float()):
                return "float"
            case ast.Constant():
                return "text"
            case ast.Attribute(value=ast.Name(id=scope), attr=field):
                return self.declared(Name(scope, field))
            case ast.BoolOp(values=parts):
                for part in parts:
                    self.of(part, at)
                return "bool"
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                self.of(inner, at)
                return "bool"
            case ast.UnaryOp(operand=inner):
                return self.number(inner, at)
            case ast.BinOp(left=left, op=op, right=right):
                both = {self.number(left, at), self.number(right, at)}
                return "float" if isinstance(op, ast.Div) or "float" in both else "int"
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                self.compare(left, op, right, at)
                return "bool"
            case ast.IfExp(test=test, body=body, orelse=other):
                self.of(test, at)
                first, second = self.of(body, at), self.of(other, at)
                return first if first == second else ANY
            case ast.Call(func=ast.Name(id="answered"), args=[inner]):
                self.of(inner, at)
                return "bool"
            case ast.Call(func=ast.Name(id="days")):
                return "int"
            case ast.Call(func=ast.Name(id=called), args=parts):
                measure = self.counted if called == "len" else self.number
                return max((measure(part, at) for part in parts), default="int")
            case _:
                return ANY

    def declared(self, name: Name) -> str:
        """Give a name's declared type; a choice is a text with known values."""
        if name.field in PROFILE and name.scope in PEOPLE:
            return "text"
        if name.scope in MILESTONES:
            return "bool"
        variable = self.variable(name)
        return variable.type if variable else ANY

    def number(self, node: ast.expr, at: At) -> str:
        """Demand a number."""
        kind = self.of(node, at)
        if kind not in (*_NUMBERS, ANY):
            self.report(
                "F023", at, f"'{ast.unparse(node)}' is {in_words(kind)}, and a number is needed"
            )
        return kind if kind in ("int", "float") else "int"

    def counted(self, node: ast.expr, at: At) -> str:
        """Demand what has a length: letters, or choices."""
        kind = self.of(node, at)
        if kind not in ("text", "choice", "choices", ANY):
            self.report("F023", at, f"'{ast.unparse(node)}' is {in_words(kind)}, and has no length")
        return "int"

    def compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr, at: At) -> None:
        """Demand that two sides can be compared."""
        one = self.of(left, at)
        if isinstance(op, ast.In | ast.NotIn) and isinstance(right, ast.Attribute):
            self.chosen(left, one, right, at)
            return
        others = right.elts if isinstance(right, ast.List | ast.Tuple) else [right]
        for other in others:
            two = self.of(other, at)
            if ANY in (one, two):
                continue
            if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
                if not {one, two} <= _NUMBERS and not {one, two} <= _TEXTS:
                    self.report(
                        "F023", at, f"{in_words(one)} cannot be ordered against {in_words(two)}"
                    )
            elif _family(one) != _family(two):
                self.report("F023", at, f"{in_words(one)} is never the same as {in_words(two)}")
            self.value(left, other, at)

    def chosen(self, left: ast.expr, one: str, right: ast.Attribute, at: At) -> None:
        """Demand that a text is looked for among several choices."""
        several = self.of(right, at)
        if several not in ("choices", ANY):
            self.report(
                "F023", at,
                "after 'in' comes a list or several choices; "
                f"'{ast.unparse(right)}' is {in_words(several)}",
            )  # fmt: skip
        elif one not in (*_TEXTS, ANY):
            self.report("F023", at, f"{in_words(one)} is never one of several choices")
        self.value(right, left, at)

    def value(self, left: ast.expr, right: ast.expr, at: At) -> None:
        """Demand that a choice is compared with one of its values."""
        match left, right:
            case ast.Attribute(value=ast.Name(id=scope), attr=field), ast.Constant(value=str(text)):
                variable = self.variable(Name(scope, field))
                if variable is not None:
                    self.one_of(variable, text, at)
            case _:
                pass

    def value_for(self, target: str, expression: Expression, at: At) -> None:
        """Demand that a choice is given one of its values."""
        variable = self.script.variables.get(target)
        tree = expression.tree
        if variable is not None and isinstance(tree, ast.Constant) and isinstance(tree.value, str):
            self.one_of(variable, tree.value, at)

    def cases(self, node: Match) -> None:
        """Demand that every case can come about, where the values are known."""
        names = node.subject.names
        variable = self.variable(names[0]) if len(names) == 1 else None
        if variable is not None and isinstance(node.subject.tree, ast.Attribute):
            for case in node.cases:
                self.one_of(variable, case, node.at)

    def one_of(self, variable: Variable, text: str, at: At) -> None:
        """Report a text that a choice, a date or a time can never be."""
        if variable.type in _WRITTEN:
            self.written(variable, text, at)
            return
        values = self.values_of(variable)
        if values and text not in values:
            near = difflib.get_close_matches(text, values, 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            known = ", ".join(values)
            self.report("F023", at, f"'{variable.name}' is one of {known}, never '{text}'{hint}")

    def written(self, variable: Variable, text: str, at: At) -> None:
        """Demand that a date or a time is written as answers are kept, and is one."""
        read, example = _WRITTEN[variable.type]
        try:
            exact = read(text).isoformat().startswith(text) and len(text) == len(example)
        except ValueError:
            exact = False
        if not exact:
            said = f"'{text}' is not {in_words(variable.type)}; write it like '{example}'"
            self.report("F023", at, said)

    def values_of(self, variable: Variable) -> tuple[str, ...]:
        """Give the values a choice can have; empty when it is none."""
        if variable.type not in ("choice", "choices"):
            return ()
        return variable.of or tuple(self.script.manner.labels.get(variable.name, ()))


def _family(kind: str) -> str:
    families = {"int": "number", "float": "number", "duration": "number"}
    return families.get(kind, "text" if kind in _TEXTS else kind)
