"""
Build a `Script` from a flow file.

All mistakes of one file are found before it is refused. Numbers: F005 unknown verb, F006 unknown
key, F007 key missing, F008 value does not fit, F010 id twice, F011 id missing, F020 expression,
F025 text, F030 jump to nowhere, F037 withheld missing, F038 block missing, F039 jump inwards,
F058 missed in private.
"""

from bot.flow.builder import Builder
from bot.flow.nodes import node_of
from bot.flow.read import read
from bot.flow.script import Script


def parse(source: bytes, file: str) -> Script:
    """
    Read and build one flow.

    Raises `FlowError` with every mistake found. Whether the flow also makes sense, and keeps
    everybody's secrets, is `check`'s to say.
    """
    return Builder(read(source, file), file, node_of).script(source)
