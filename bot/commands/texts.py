"""`mortar texts`: what translators work with."""

import sys
from pathlib import Path

import click

from bot.errors import FlowError, Problem


@click.group()
def texts() -> None:
    """Write and check translations."""


@texts.command()
@click.argument("language")
@click.option("--dialogs", type=click.Path(path_type=Path), help="Another content folder.")
def extract(language: str, dialogs: Path | None) -> None:
    """
    Write a file of texts for each flow, in a LANGUAGE such as `es`; what is there is kept.

    New texts stand at the end of a file, behind two signs that are taken off when translated.
    """
    from bot.authoring.translations import extract as written
    from bot.commands.named import near
    from bot.shelf import Shelf

    folder = _folder(dialogs)
    shelf = Shelf(folder)
    missing = 0
    for name, source in shelf.files.items():
        script, problems = shelf.untranslated(name)
        if script is None:
            raise FlowError(*problems)
        path = folder / "texts" / language / f"{script.id}.ftl"
        file, old = source.texts.get(language, (str(path), b""))
        text, count = written(script, old, file, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        missing += count.missing
        click.echo(f"{near(path)}: {_told(count.all, count.done, count.stale, count.missing)}")
    if missing:
        click.echo(
            f"While texts are missing, the flows in {near(folder)} do not load: translate them "
            "all, or take the new file away again.",
            err=True,
        )


@texts.command("check")
@click.option("--dialogs", type=click.Path(path_type=Path), help="Another content folder.")
@click.option("--language", "languages", multiple=True, help="Only this one, and whole.")
def check_texts(dialogs: Path | None, languages: tuple[str, ...]) -> None:
    """
    Say what is not translated, or has changed since.

    A language need not have every flow. Name it with --language when it should.
    """
    from bot.authoring.sentences import odd_sentences
    from bot.shelf import Shelf

    folder = _folder(dialogs)
    shelf = Shelf(folder)
    found = [*shelf.problems, *shelf.strays]
    there = sorted(path.name for path in (folder / "texts").iterdir() if path.is_dir())
    for name, source in shelf.files.items():
        script, problems = shelf.flow(name)
        found += [one for one in problems if one.code.startswith("F06") or script is None]
        for language in languages:
            if language not in source.texts and script is not None:
                said = f"no {language} texts; `mortar texts extract {language}` begins them"
                found.append(Problem("F061", name, 1, 1, said))
    found += odd_sentences(folder, list(languages) or there)
    for problem in found:
        click.echo(str(problem))
    if found:
        click.echo(f"{len(found)} to mend.", err=True)
        sys.exit(1)
    for language in there:
        having = sum(language in one.texts for one in shelf.files.values())
        base = " (the words in the flows themselves)" if not having and language == "en" else ""
        click.echo(f"{language}: {having} of {len(shelf.files)} flows{base}")


def _folder(dialogs: Path | None) -> Path:
    from bot.config import read_settings

    return dialogs or read_settings()[0].dialogs_dir


def _told(everything: int, done: int, stale: int, missing: int) -> str:
    return f"{done} of {everything} translated, {stale} changed since, {missing} missing"
