"""What is shipped to stand in pictures and papers, and what stands in a paper that was made."""

from collections.abc import Iterable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from fluent.runtime import FluentBundle, FluentResource

TEXTS = Path(__file__).parents[2] / "dialogs" / "texts"
LANGUAGES = sorted(path.parent.name for path in TEXTS.glob("*/system_press.ftl"))


def words(language: str, names: Iterable[str]) -> dict[str, str]:
    """Give the sentences of a picture or a paper, as they are shipped."""
    bundle = FluentBundle([language])
    source = (TEXTS / language / "system_press.ftl").read_text("utf-8")
    bundle.add_resource(FluentResource(source))
    found = {}
    for name in names:
        value = bundle.get_message(name).value
        assert value is not None
        found[name] = str(bundle.format_pattern(value)[0])
    return found


def pages(paper: bytes) -> list[str]:
    """Read each page of a paper."""
    with pypdfium2.PdfDocument(paper) as opened:
        return [str(page.get_textpage().get_text_range()) for page in opened]


def about(paper: bytes) -> dict[str, str]:
    """Give what a paper says of itself."""
    with pypdfium2.PdfDocument(paper) as opened:
        return dict(opened.get_metadata_dict())
