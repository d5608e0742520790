"""Read what a model says about a key: sentences, and examples set in by four spaces."""

from dataclasses import dataclass

from bot.flow.read import plain, read

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Explained:
    """Sentences about a key or a verb, paragraph by paragraph, and examples as YAML."""

    paragraphs: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def prose(self) -> str:
        """Give the sentences, in one line a paragraph."""
        return "\n\n".join(self.paragraphs)

    @property
    def markdown(self) -> str:
        """Give sentences and examples as Markdown."""
        fenced = (f"```yaml\n{example}\n```" for example in self.examples)
        return "\n\n".join([*self.paragraphs, *fenced])


def explained(docstring: str) -> Explained:
    """Tell sentences and examples apart; the text is without its own indentation."""
    paragraphs, examples = [], []
    for part in docstring.split("\n\n"):
        lines = part.splitlines()
        if lines and all(line.startswith(_INDENT) for line in lines):
            examples.append("\n".join(line.removeprefix(_INDENT) for line in lines))
        else:
            paragraphs.append(" ".join(lines))
    return Explained(tuple(paragraphs), tuple(examples))


def values(example: str) -> list[object]:
    """
    Give what an example writes.

    A list gives each of its nodes; ``scale: {min: 0}`` gives what stands behind the one key.
    Raises `FlowError` when it is not the YAML that flows are written in.
    """
    block = "\n".join(f"  {line}" for line in example.splitlines())
    tree = plain(read(f"example:\n{block}\n".encode(), "example"))
    found = tree["example"] if isinstance(tree, dict) else tree
    if isinstance(found, list):
        return found
    if isinstance(found, dict) and len(found) == 1:
        return list(found.values())
    return [found]
