"""
What Telegram would mark in a text by itself, after the rules it has published.

Links and telephone numbers are taken more widely here than Telegram takes them.
"""

import re

_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_DOMAIN = (
    "(?:[A-Za-z0-9_~-]"
    "|[^\x00-\xbf \n\u1680\u2000-\u200b\u200e\u200f\u2016-\u206f\u202f\u205f\u3000])"
)
_BETWEEN = "[-\u2010-\u2015\u2212 \u00a0\u00ad\u200b\u2060()\\[\\]./~]"
_LETTER = "[\\w\u200c\u00b7\u0d80-\u0dff]"
RULES = {
    "mention": re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)"),
    "command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?![/<>])"),
    "hashtag": re.compile(f"(?<!{_LETTER})#{_LETTER}+"),
    "cashtag": re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?![\w$])"),
    "link": re.compile(rf"{_DOMAIN}\.{_DOMAIN}"),
    "app link": re.compile(r"(?:tg|ton)://[A-Za-z0-9_-]", re.IGNORECASE),
    "address": re.compile(r"[A-Za-z0-9]@[A-Za-z0-9]"),
    "number": re.compile(rf"\d(?:{_BETWEEN}{{0,4}}\d){{4}}"),
}


def found(text: str) -> list[str]:
    """Give the names of the rules that find something."""
    kept = _DROPPED.sub("", text)
    kept = re.sub("[\x00-\x09\x0b-\x1f]", " ", kept)
    return [name for name, rule in RULES.items() if rule.search(kept)]
