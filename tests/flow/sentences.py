"""
Write down every sentence that authors are told, for every broken flow that we have.

`sentences.txt` is read by people: whoever changes a sentence sees there what an author will see.
Write it anew with `python -m tests.flow.sentences`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.errors import Problem
from bot.flow.translate import read_translation
from bot.load import flow
from tests.flow.odd import ODD, TRANSLATIONS
from tests.flow.test_labels import REFUSED, problems
from tests.flow.test_read_flows import SLIPS, found

FILE = Path(__file__).with_name("sentences.txt")
BROKEN = Path(__file__).parents[1] / "broken_flows"


def told() -> Iterator[tuple[str, str]]:
    """Give what authors are told, by the flow that gives rise to it."""
    for path in sorted(BROKEN.glob("*.yaml")):
        yield path.stem, _lines(flow(path, path.name)[1])
    for number, slip in enumerate(SLIPS):
        yield f"slip {number}, {slip.idea}", _lines(found(slip.source()))
    for name, (_, source, others) in REFUSED.items():
        yield f"leak, {name}", _lines(problems(source, others))
    for name, source in ODD.items():
        yield f"odd, {name}", _lines(found(source))
    for name, text in TRANSLATIONS.items():
        yield f"translation, {name}", _lines(read_translation(text, "es/odd.ftl", "es")[1])


def _lines(problems: Sequence[Problem]) -> str:
    return "".join(f"  {problem}\n" for problem in problems)


def written() -> str:
    """Give the whole file."""
    return "".join(f"{name}\n{lines}" for name, lines in told())


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
