"""`mortar reference`: write the page of all verbs and keys."""

from pathlib import Path

import click


@click.command()
@click.option("--output", type=click.Path(path_type=Path), help="Write into this file.")
def reference(output: Path | None) -> None:
    """Write the page that explains every verb, key and kind of answer (docs/flow-reference.md)."""
    from bot.authoring.reference import page
    from bot.commands.put import put

    put(page(), output)
