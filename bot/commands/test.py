"""`mortar test`: play the transcripts."""

import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import ConfigError

if TYPE_CHECKING:
    from bot.explore.coverage import Coverage
    from bot.transcript.suite import Suite

COVER, COVER_BRANCHES = 100.0, 95.0


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--dialogs", type=click.Path(path_type=Path), help="Another content folder.")
@click.option("--cover", type=click.FloatRange(0, 100), help="Least share of nodes, in percent.")
@click.option(
    "--cover-branches", type=click.FloatRange(0, 100), help="Least share of branches, in percent."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead.")
def test(
    paths: tuple[Path, ...], dialogs: Path | None, cover: float | None,
    cover_branches: float | None, as_json: bool,  # noqa: FBT001 - click's
) -> None:  # fmt: skip
    """
    Play transcripts on the whole bot, and say how much of each flow they reach.

    PATHS are transcripts or folders of them; without any, all of tests/transcripts beside the
    content folder. Then every flow has to have 100 % of its nodes played and 95 % of its branches
    taken. With paths nothing is demanded unless --cover or --cover-branches ask for it.
    """
    from bot import app
    from bot.config import read_settings
    from bot.load import load
    from bot.transcript.suite import Suite, transcripts

    folder = dialogs or read_settings()[0].dialogs_dir
    app.pin_zones()
    suite = Suite(load(folder))
    files = list(transcripts(paths or [_default(folder)]))
    if not files:
        raise ConfigError(f"There is no transcript in {', '.join(map(str, paths)) or folder}.")
    asyncio.run(_play(suite, files, hidden=as_json))
    least = (
        cover if cover is not None else 0.0 if paths else COVER,
        cover_branches if cover_branches is not None else 0.0 if paths else COVER_BRANCHES,
    )
    found = suite.coverages(all_flows=not paths)
    thin = list(_thin(found, *least))
    if as_json:
        click.echo(json.dumps(_document(suite, found, thin), ensure_ascii=False, indent=2))
    else:
        _print(suite, found, least, lacking=not paths or max(least) > 0)
    sys.exit(1 if suite.wrong or thin else 0)


def _default(folder: Path) -> Path:
    """Give the folder of transcripts that belongs to a content folder."""
    beside = folder.absolute().parent / "tests" / "transcripts"
    if not beside.is_dir():
        raise ConfigError(f"There are no transcripts at {beside}. Say where they are: test PATH")
    here = Path.cwd()
    return beside.relative_to(here) if beside.is_relative_to(here) else beside


async def _play(suite: "Suite", files: Sequence[Path], *, hidden: bool) -> None:
    with click.progressbar(
        files, label="Playing", file=sys.stderr, hidden=hidden, item_show_func=_stem
    ) as bar:
        for path in bar:
            await suite.play(path)


def _stem(path: Path | None) -> str | None:
    return path.stem if path else None


def _thin(found: "Sequence[Coverage]", cover: float, branches: float) -> Iterator[str]:
    for one in found:
        if one.of_nodes < cover:
            yield f"{one.flow}: {one.of_nodes:.1f} % of the nodes were played, not {cover:g} %."
        if one.of_branches < branches:
            yield (
                f"{one.flow}: {one.of_branches:.1f} % of the branches were taken, "
                f"not {branches:g} %."
            )


def _print(
    suite: "Suite", found: "Sequence[Coverage]", least: tuple[float, float], *, lacking: bool
) -> None:
    """
    Print the table, what was not reached (if ``lacking``), and last what went wrong.

    A conversation that went astray reached little because of that, so what its flow lacks is left
    out.
    """
    width = max((len(one.flow) for one in found), default=4)
    click.echo(f"{'flow':{width}}  {'nodes':>15}  {'branches':>15}")
    for one in found:
        nodes = _share(one.nodes - len(one.unplayed), one.nodes, one.of_nodes)
        branches = _share(one.branches - len(one.untaken), one.branches, one.of_branches)
        click.echo(f"{one.flow:{width}}  {nodes:>15}  {branches:>15}")
    astray = {one.flow for one in suite.played if one.wrong}
    told = [one for one in found if lacking and one.flow not in astray]
    for one in told:
        for line, node in one.unplayed:
            click.echo(f"{one.file}:{line}: {_named(node)} was never played")
        unplayed = {node for _, node in one.unplayed}
        for line, node, way in one.untaken:
            if node not in unplayed:
                click.echo(f"{one.file}:{line}: {_named(node)} never went the way “{way}”")
    for wrong in suite.wrong:
        click.echo(wrong, err=True)
    for said in _thin(told, *least):
        click.echo(said, err=True)
    well = len(suite.played) - len(suite.wrong)
    click.echo(f"{well} of {len(suite.played)} transcripts went as they are written.")


def _named(node: str) -> str:
    """Name a node; one without an id is known by its line alone."""
    return "what stands here" if "." in node else f"'{node}'"


def _share(part: int, whole: int, percent: float) -> str:
    return f"{part}/{whole} {percent:5.1f} %"


def _document(
    suite: "Suite", found: "Sequence[Coverage]", thin: Sequence[str]
) -> dict[str, object]:
    return {
        "transcripts": [
            {"file": str(one.path), "flow": one.flow, "wrong": one.wrong} for one in suite.played
        ],
        "flows": {
            one.flow: {
                "file": one.file,
                "nodes": {
                    "all": one.nodes,
                    "percent": round(one.of_nodes, 1),
                    "missing": [{"id": node, "line": line} for line, node in one.unplayed],
                },
                "branches": {
                    "all": one.branches,
                    "percent": round(one.of_branches, 1),
                    "missing": [
                        {"id": node, "line": line, "branch": way} for line, node, way in one.untaken
                    ],
                },
            }
            for one in found
        },
        "too_thin": list(thin),
    }
