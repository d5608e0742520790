"""`mortar schema`: write the schema that editors read."""

from pathlib import Path

import click


@click.command()
@click.option("--output", type=click.Path(path_type=Path), help="Write into this file.")
def schema(output: Path | None) -> None:
    """
    Write the JSON Schema of flow files, so that an editor completes and explains their keys.

    Editors find it by the first line of a flow: # yaml-language-server: $schema=flow.schema.json
    """
    from bot.authoring.schema import as_text
    from bot.commands.put import put

    put(as_text(), output)
