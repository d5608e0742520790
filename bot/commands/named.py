"""Files as authors name them, and as they are shown to them."""

from pathlib import Path

from bot.errors import ConfigError


def flow_file(flow: str) -> Path:
    """Find a flow by the name in it, by its file's name, or as a path."""
    from bot.config import read_settings
    from bot.load import flow as read
    from bot.shelf import flow_files

    if flow.endswith((".yaml", ".yml")):
        return Path(flow)
    folder = read_settings()[0].dialogs_dir
    files = list(flow_files(folder))
    for path in files:
        script, _ = read(path, path.name)
        if flow == (script.id if script else path.stem):
            return path
    known = ", ".join(sorted(path.stem for path in files))
    raise ConfigError(
        f"There is no flow '{flow}' under {folder}. There are: {known}. A file ends in .yaml."
    )


def near(path: Path) -> str:
    """Name a file as one would type it here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
