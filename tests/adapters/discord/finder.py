"""
What Discord's app would make of a text, and how it reads once the backslashes are gone.

After the rules of its markdown as people know them; taken a little more widely here.
"""

import re

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_START = r"(?:^|(?<=\n))[\s\u200b\u2060\u2068\ufeff]*"
RULES = {
    "bold or italic": re.compile(r"\*(?=\S)[\s\S]*?\S\*"),
    "underline": re.compile(r"_[\s\S]+?_"),
    "strike": re.compile(r"~~[\s\S]+?~~"),
    "spoiler": re.compile(r"\|\|[\s\S]+?\|\|"),
    "code": re.compile(r"`[\s\S]+?`"),
    "heading": re.compile(_START + r"#{1,3}\s"),
    "small": re.compile(_START + r"-#\s"),
    "list": re.compile(_START + r"(?:[*+-]|\d+\.)\s"),
    "quote": re.compile(_START + r">"),
    "link": re.compile(r"\w+://[^\s<]"),
    "masked link": re.compile(r"\[[^\]]*\]\("),
    "mention, time, emoji or command": re.compile(r"<[^\s>]+>"),
    "emoji": re.compile(r":[\w+-]{1,60}:"),
    "everybody": re.compile(r"@(?:everyone|here)"),
    "invitation": re.compile(r"discord(?:app)?\.(?:gg|com)/", re.IGNORECASE),
}


def found(text: str) -> list[str]:
    """Give the names of the rules that find something."""
    # A sign after a backslash is a letter like any other.
    letters = _ESCAPED.sub("x", text)
    return [name for name, rule in RULES.items() if rule.search(letters)]


def read(text: str) -> str:
    """Give what people see where nothing is found."""
    return _ESCAPED.sub(r"\1", text)
