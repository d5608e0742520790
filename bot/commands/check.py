"""`mortar check`: say everything that is wrong with flows, at once."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.errors import Problem


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the mistakes as JSON.")
@click.option("--github", is_flag=True, help="Print them as annotations for GitHub Actions.")
def check(paths: tuple[Path, ...], *, as_json: bool, github: bool) -> None:
    """
    Check flows: the given ones, or the whole content folder.

    PATHS are files, folders, or names of flows.

    Every mistake is told with its file, line, column, number and a way out. The exit status is 1
    when there are any.
    """
    count, problems = _whole() if not paths else _these(paths)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(_annotation(problem) if github else str(problem))
    if problems:
        click.echo(f"{len(problems)} to mend.", err=True)
        sys.exit(1)
    if not as_json:
        click.echo(f"{count} {'flow' if count == 1 else 'flows'}, nothing to mend.")


def _whole() -> tuple[int, Sequence[Problem]]:
    from bot.config import read_settings
    from bot.load import flows_in, load
    from bot.shelf import Shelf

    folder = read_settings()[0].dialogs_dir
    found, problems = flows_in(folder) if folder.is_dir() else ({}, ())
    # Translations of a flow that is not there harm nobody, and somebody meant something by them.
    problems = [*problems, *(Shelf(folder).strays if folder.is_dir() else ())]
    if not problems:
        load(folder)
    return len(found), problems


def _these(paths: Sequence[Path]) -> tuple[int, Sequence[Problem]]:
    from bot.commands.named import flow_file, near
    from bot.load import flow, flows_in

    count, problems = 0, list[Problem]()
    for path in paths:
        if path.is_dir():
            found, wrong = flows_in(path)
            count += len(found)
        else:
            # A bare word that is no file is the name of a flow, as for `mortar graph`.
            bare = not path.exists() and str(path).isidentifier()
            file = near(flow_file(str(path))) if bare else str(path)
            _, wrong = flow(Path(file), file)
            count += 1
        problems += wrong
    return count, problems


def _plain(problem: Problem) -> dict[str, str | int]:
    return {
        "number": problem.code,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
    }


def _annotation(problem: Problem) -> str:
    """Write one as a workflow command; what has a meaning there is written as its code."""
    where = f"file={_code(problem.file, ',:')},line={problem.line},col={problem.column}"
    return f"::error {where},title={problem.code}::{_code(problem.message)}"


def _code(text: str, more: str = "") -> str:
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
