"""
Keep a flow with all that belongs to it as one text, and build it from that again.

A run goes on with the words it began with: the flow's own file, its translations, and the flows it
calls with theirs. The hash of the text names the version.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.errors import FlowError, Problem
from bot.flow.builder import Other
from bot.flow.parse import parse
from bot.flow.read import read
from bot.flow.script import Script
from bot.flow.translate import Translation, read_translation

_BUNDLE = "# A flow with its translations and what it calls\n"


@dataclass(frozen=True, slots=True)
class Source:
    """A flow's file, and its translations by language."""

    file: str
    text: bytes
    texts: Mapping[str, tuple[str, bytes]]

    def translations(self) -> tuple[Sequence[Translation], Sequence[Problem]]:
        """Read the translations, and say what is wrong with them."""
        found, problems = [], []
        for language, (file, text) in sorted(self.texts.items()):
            one, wrong = read_translation(text, file, language)
            # What cannot be read would also be missing; one sentence about it is enough.
            found += [] if wrong else [one]
            problems += wrong
        return found, problems


def build(source: Source, others: Mapping[str, Source]) -> Script:
    """
    Build a flow; ``others`` are those it may call, by id.

    Raises `FlowError` with every mistake, those in its translations among them.
    """
    translations, problems = source.translations()
    try:
        script = parse(source.text, source.file, translations, _Others(others))
    except FlowError as exc:
        raise FlowError(*problems, *exc.problems) from None
    if problems:
        raise FlowError(*problems)
    needed = {name[1:]: others[name[1:]] for name in script.called}
    if not source.texts and not needed:
        return script
    packed = _pack(source, needed)
    return replace(script, source=packed, version=_hash(packed))


def unpack(packed: str, file: str) -> Script:
    """Build a flow from its kept text. Raises `FlowError` when this version cannot read it."""
    if not packed.startswith(_BUNDLE):
        return parse(packed.encode(), file)
    own, *rest = json.loads(packed.removeprefix(_BUNDLE))
    others = {one["flow"]: _source_in(one, one["file"]) for one in rest}
    script = build(_source_in(own, file), others)
    return replace(script, source=packed, version=_hash(packed))


def _hash(packed: str) -> str:
    return hashlib.sha256(packed.encode()).hexdigest()[:16]


def _pack(source: Source, needed: Mapping[str, Source]) -> str:
    parts = [_source_out("", source), *(_source_out(*one) for one in sorted(needed.items()))]
    return _BUNDLE + json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _source_out(flow: str, source: Source) -> Mapping[str, object]:
    texts = {
        language: [file, text.decode()] for language, (file, text) in sorted(source.texts.items())
    }
    return {"flow": flow, "file": source.file, "text": source.text.decode(), "texts": texts}


def _source_in(kept: Mapping[str, object], file: str) -> Source:
    texts = kept["texts"] if isinstance(kept["texts"], dict) else {}
    return Source(
        file,
        str(kept["text"]).encode(),
        {language: (name, text.encode()) for language, (name, text) in texts.items()},
    )


class _Others(Mapping[str, Other]):
    """Reads a flow that may be called when it is; what cannot be read is not there."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources

    def __getitem__(self, name: str) -> Other:
        source = self.sources[name]
        try:
            tree = read(source.text, source.file)
        except FlowError:
            raise KeyError(name) from None
        return Other(tree, source.file, source.translations()[0])

    def __iter__(self) -> Iterator[str]:
        return iter(self.sources)

    def __len__(self) -> int:
        return len(self.sources)
