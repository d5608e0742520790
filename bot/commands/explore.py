"""`mortar explore`: walk a flow in every way there is."""

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import ConfigError, FlowError

if TYPE_CHECKING:
    from bot.explore.crew import Explored
    from bot.explore.explorer import Finding
    from bot.flow.outcomes import Phrase
    from bot.flow.script import Script


@click.command()
@click.argument("flows", nargs=-1, metavar="FLOW...")
@click.option("--sessions", default=2000, show_default=True, help="Conversations of each flow.")
@click.option("--seconds", type=float, help="Stop after this long, for each flow.")
@click.option("--seed", default="1", show_default=True, help="Other seeds, other people.")
@click.option("--jobs", default=1, show_default=True, help="Processes at once.")
@click.option("--dialogs", type=click.Path(path_type=Path), help="Another content folder.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead.")
def explore(
    flows: tuple[str, ...], sessions: int, seconds: float | None, seed: str, jobs: int,
    dialogs: Path | None, as_json: bool,  # noqa: FBT001 - click's
) -> None:  # fmt: skip
    """
    Walk a flow in every way there is, and say shortly what goes wrong.

    FLOW is the name of a flow in the content folder, or a file; without any, all flows. First
    everything is done once at every question: each button, the first and the last that fits, what
    does not fit, silence, skipping, pressing twice or late or in the other's place, either partner
    first. Then couples act at random, until --sessions or --seconds are spent. What goes wrong is
    shrunk to the shortest conversation, and printed as a transcript that `mortar test` plays.
    """
    from bot import app
    from bot.config import read_settings
    from bot.explore.crew import Budget
    from bot.explore.crew import explore as explored
    from bot.load import load

    app.pin_zones()
    content = load(dialogs or read_settings()[0].dialogs_dir)
    budget = Budget(sessions, seconds, seed)
    document: dict[str, object] = {}
    failed = False
    for script in _flows(content.flows, flows):
        began = time.monotonic()
        found = explored(script, content.phrases, budget, max(1, jobs))
        took = time.monotonic() - began
        texts = _write(script, found, content.phrases, _labels(content.bundles))
        failed = failed or bool(texts)
        if as_json:
            document[script.id] = _document(script, found, texts, took)
        else:
            _print(script, found, texts, took)
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    sys.exit(1 if failed else 0)


def _flows(known: "Mapping[str, Script]", named: Sequence[str]) -> "Sequence[Script]":
    from bot.load import flow

    found = []
    for name in named:
        if name in known:
            found.append(known[name])
            continue
        path = Path(name)
        if not path.is_file():
            raise ConfigError(
                f"There is no flow '{name}'. There are: {', '.join(known)}; or name a file."
            )
        script, problems = flow(path, name)
        if script is None or problems:
            raise FlowError(*problems)
        found.append(script)
    return found or list(known.values())


def _labels(bundles: "Mapping[str, object]") -> "Callable[[Phrase], str]":
    from bot.engine.speech import Speech

    speech = Speech(bundles, dict.fromkeys(bundles, ""))  # type: ignore[arg-type]
    return lambda phrase: speech.label(phrase, speech.default)


def _write(
    script: "Script",
    found: "Explored",
    phrases: Mapping[str, Sequence[str]],
    label: "Callable[[Phrase], str]",
) -> "Sequence[tuple[Finding, str]]":
    from bot.explore.coverage import Watch, watching
    from bot.explore.judge import Judge
    from bot.explore.written import Writer
    from bot.things.table import doings

    with watching(Watch()) as watch:
        writer = Writer(Judge(script, doings(phrases), watch), label)
        return [
            (one, writer.write(one.case, one.broken, f"{script.id}: {one.broken.oracle}"))
            for one in found.found.values()
        ]


def _print(
    script: "Script", found: "Explored", texts: "Sequence[tuple[Finding, str]]", took: float
) -> None:
    from bot.explore.coverage import coverage

    reached = coverage(script, found.watch)
    click.echo(
        f"{script.id}: {found.sessions} conversations in {took:.0f} s "
        f"({found.sessions / max(took, 0.001):.0f} a second), {reached.of_nodes:.1f} % of the "
        f"nodes and {reached.of_branches:.1f} % of the branches reached, {len(texts)} wrong."
    )
    for _, text in texts:
        click.echo(f"\n{text}")


def _document(
    script: "Script", found: "Explored", texts: "Sequence[tuple[Finding, str]]", took: float
) -> dict[str, object]:
    from bot.explore.coverage import coverage

    reached = coverage(script, found.watch)
    return {
        "sessions": found.sessions,
        "seconds": round(took, 1),
        "nodes_percent": round(reached.of_nodes, 1),
        "branches_percent": round(reached.of_branches, 1),
        "wrong": [
            {
                "promise": str(one.broken.oracle),
                "said": one.broken.said,
                "acts": len(one.case.moves),
                "transcript": text,
            }
            for one, text in texts
        ],
    }
