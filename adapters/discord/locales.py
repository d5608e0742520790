"""Discord's names of languages, and ours."""

# Where Discord has more than one of a language, or another name for it.
_THEIRS = {
    "en": ("en-GB", "en-US"),
    "es": ("es-ES", "es-419"),
    "nb": ("no",),
    "pt": ("pt-BR",),
    "sv": ("sv-SE",),
    "zh": ("zh-CN", "zh-TW"),
}
_SAME = frozenset(
    ["bg", "cs", "da", "de", "el", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt",
     "nl", "no", "pl", "ro", "ru", "th", "tr", "uk", "vi"]
)  # fmt: skip


def theirs(language: str) -> tuple[str, ...]:
    """Give Discord's names of a language; none where it does not know it."""
    return _THEIRS.get(language) or ((language,) if language in _SAME else ())


def ours(locale: str) -> str:
    """Give the code of a language, without its country."""
    return locale.partition("-")[0].lower()
