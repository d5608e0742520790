"""Hold the bot's own sentences in one language against those in another."""

from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import FluentParser, ast

from bot.errors import Problem


def odd_sentences(folder: Path, languages: list[str]) -> Iterator[Problem]:
    """Hold the bot's own sentences against the English ones."""

    def names(language: str) -> dict[str, int]:
        path = folder / "texts" / language / "system.ftl"
        text = path.read_text("utf-8") if path.is_file() else ""
        return {
            one.id.name: text.count("\n", 0, one.span.start if one.span else 0) + 1
            for one in FluentParser().parse(text).body
            if isinstance(one, ast.Message)
        }

    base = names("en")
    for language in languages:
        file, mine = f"texts/{language}/system.ftl", names(language)
        if not mine:
            yield Problem("F061", file, 1, 1, "the bot's own sentences are missing in it")
            continue
        for name in base:
            if name not in mine:
                yield Problem("F061", file, 1, 1, f"'{name}' is missing")
        for name, line in mine.items():
            if name not in base:
                yield Problem("F064", file, line, 1, f"'{name}' is no text of the bot")
