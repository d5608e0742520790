"""Put a text where it was asked for: into a file, or on the screen."""

from pathlib import Path

import click


def put(text: str, output: Path | None) -> None:
    """Write the text; a file that says the same already stays as it is."""
    if output is None:
        click.echo(text, nl=False)
        return
    if not output.is_file() or output.read_text("utf-8") != text:
        output.write_text(text, "utf-8")
    click.echo(f"Written: {output}", err=True)
