"""Note a file's mistakes, and build its expressions and texts, with their translations."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from bot.errors import Problem
from bot.flow.expr import Expression, ExpressionError, Name, compile_expression
from bot.flow.read import Tree
from bot.flow.script import At
from bot.flow.text import Template, compile_text, translated
from bot.flow.translate import Translation, key_of, noted, translate
from bot.model.words import Label

T = TypeVar("T")


class Skip(Exception):
    """Give up one node."""


class Wording:
    """
    What is written in a flow file, and what is wrong with it.

    ``before`` stands before every id, in a flow that another one calls. ``facts`` are the
    milestones that are asked after (``own_facts`` those of one partner alone), ``texts`` all words
    by their key for translators.
    """

    def __init__(self, file: str, translations: Sequence[Translation], before: str) -> None:
        self.file = file
        self.translations = translations
        self.before = before
        self.facts: set[str] = set()
        self.own_facts: set[str] = set()
        self.texts: dict[str, str] = {}
        self.problems: list[Problem] = []

    def expression(self, source: str, tree: Tree) -> Expression:
        """Compile an expression, or note why it is none."""
        found = self.compiled(compile_expression, source, tree, "F020")
        self.asks_after(found.names)
        return found

    def asks_after(self, names: Iterable[Name]) -> None:
        """Note the milestones among names."""
        for name in names:
            if name.scope in ("couple", "mine"):
                (self.facts if name.scope == "couple" else self.own_facts).add(name.field)

    def text(self, source: str, tree: Tree, key: str = "") -> Template:
        """Compile a text with its translations, or note why it is none."""
        text = self.compiled(compile_text, source, tree, "F025")
        self.asks_after(text.names)
        others: dict[str, Template] = {}
        key = self.keyed(source, key)
        for one in self.translations:
            entry = one.entries.get(key)
            if entry is None:
                said = f"'{key}' has no translation in {one.language}; {one.file} needs it"
                self.note("F061", tree.line, tree.column, said)
            elif entry.base != noted(source):
                said = f"'{key}' has changed since it was translated ({one.language})"
                self.problems.append(Problem("F062", one.file, entry.line, 1, said))
            else:
                try:
                    others[one.language] = translate(entry, text, one.language)
                except ExpressionError as exc:
                    said = f"'{key}': {exc}"
                    self.problems.append(Problem("F063", one.file, entry.line, 1, said))
        return translated(text, others) if others else text

    def label(self, source: str, tree: Tree, key: str) -> Label:
        """Give a few words for a button with their translations: to the letter, no placeholders."""
        text = self.text(source.replace("{", "{{").replace("}", "}}"), tree, key)
        others = {
            language: "".join(span.text for span in one.constant or ())
            for language, one in text.others.items()
        }
        return Label(source, others)

    def keyed(self, source: str, key: str) -> str:
        """Give a text's key for translators, and note it."""
        found = key or key_of(source)
        self.texts[found] = source.strip()
        return found

    def strays(self) -> None:
        """Find translations of texts that are not there."""
        for one in self.translations:
            for key, entry in one.entries.items():
                if key not in self.texts:
                    guess = difflib.get_close_matches(key, self.texts, 1)
                    hint = f"; did you mean '{guess[0]}'?" if guess else ""
                    said = f"'{key}' is no text of this flow{hint}"
                    self.problems.append(Problem("F064", one.file, entry.line, 1, said))

    def at(self, tree: Tree) -> At:
        """Give a tree's place; in a flow that another one calls, with its file."""
        return At(tree.line, tree.column, self.file if self.before else "")

    def compiled(self, make: Callable[[str], T], source: str, tree: Tree, code: str) -> T:
        """Compile with ``make``."""
        try:
            return make(source)
        except ExpressionError as exc:
            self.wrong(code, tree, str(exc))
            raise Skip from exc

    def wrong(self, code: str, tree: Tree, message: str) -> None:
        """Note a mistake at a value's place."""
        self.note(code, tree.line, tree.column, message)

    def note(self, code: str, line: int, column: int, message: str) -> None:
        """Note a mistake."""
        self.problems.append(Problem(code, self.file, line, column, message))

    def missing(self, code: str, at: At, what: str, name: str, known: Mapping[str, object]) -> None:
        """Note that something is not there, with the nearest that is."""
        guess = difflib.get_close_matches(name, [k for k in known if "." not in k], 1)
        hint = f"; did you mean '{guess[0]}'?" if guess else ""
        self.note(code, at.line, at.column, f"there is no {what} '{name}'{hint}")
