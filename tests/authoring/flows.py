"""Flows that many of these tests look at, and what stands in them."""

from pathlib import Path
from typing import Any

from bot import load, shelf
from bot.authoring import template
from bot.authoring.beginnings import KINDS
from bot.errors import FlowError
from bot.flow.parse import parse
from bot.flow.read import plain, read
from bot.flow.script import Script

ROOT = Path(__file__).parents[2]
DIALOGS = ROOT / "dialogs"
OURS = [*shelf.flow_files(DIALOGS), *(template.FOLDER / f"{kind}.yaml" for kind in KINDS)]
BROKEN = sorted((ROOT / "tests" / "broken_flows").glob("*.yaml"))

HEAD = "format: 1\nflow: small\ntitle: A small thing\n"


def written(path: Path) -> dict[str, Any] | None:
    """Give what a file writes, None where it is not even YAML."""
    try:
        tree = plain(read(path.read_bytes(), path.name))
    except FlowError:
        return None
    return tree if isinstance(tree, dict) else None


def small(rest: str) -> Script:
    """Build a small flow from what follows its head."""
    return parse((HEAD + rest).encode(), "small.yaml")


def built(path: Path) -> Script:
    """Build a flow that we ship."""
    script, problems = load.flow(path, path.name)
    assert script is not None, problems
    return script
