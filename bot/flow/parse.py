"""
Build a `Script` from a flow file.

All mistakes of one file are found before it is refused. Numbers: F005 unknown verb, F006 unknown
key, F007 key missing, F008 value does not fit, F010 id twice, F011 id missing, F020 expression,
F025 text, F030 jump to nowhere, F037 withheld missing, F038 block missing, F039 jump inwards,
F058 missed in private.
"""

from collections.abc import Mapping, Sequence

from bot.flow.builder import Builder, Other
from bot.flow.nodes import node_of
from bot.flow.read import read
from bot.flow.script import Script
from bot.flow.translate import Translation


def parse(
    source: bytes, file: str, translations: Sequence[Translation] = (),
    others: Mapping[str, Other] | None = None,
) -> Script:  # fmt: skip
    """
    Read and build one flow, with its translations; ``others`` are those it may call, by id.

    Raises `FlowError` with every mistake found. Whether the flow also makes sense, and keeps
    everybody's secrets, is `check`'s to say.
    """
    top = read(source, file)
    return Builder(top, file, node_of, translations, others).script(source)
