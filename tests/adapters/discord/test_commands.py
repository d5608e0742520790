"""Slash commands, as they are registered."""

import copy
from collections.abc import Callable

import pytest

from adapters.discord.commands import (
    Command,
    JsonObject,
    announced,
    normal,
    same,
    valid_name,
)
from adapters.discord.locales import ours, theirs
from tests.adapters.discord.test_outbound import WORDING

START = Command(
    "start",
    "Begin",
    names={"de": "anfangen", "es": "empezar"},
    abouts={"de": "Fang an", "es": "Empieza"},
    argument=True,
)
MENU = Command("menu", "What there is", room=True)

CHANGES: dict[str, Callable[[JsonObject], None]] = {
    "about": lambda one: one.update(description="Other"),
    "about in German": lambda one: one["description_localizations"].update({"de": "Anders"}),
    "names": lambda one: one["name_localizations"].clear(),
    "contexts": lambda one: one.update(contexts=[0]),
    "must": lambda one: one["options"][0].update(required=True),
    "about an option": lambda one: one["options"][0]["description_localizations"].clear(),
    "name": lambda one: one.update(name="begin"),
}


def registered(commands: list[JsonObject]) -> list[JsonObject]:
    """Give commands as Discord lists them: with ids, versions and its own order."""
    listed = [
        copy.deepcopy(one) | {"id": str(at), "version": "9", "default_permission": True}
        for at, one in enumerate(reversed(commands))
    ]
    for one in listed:
        one.setdefault("name_localizations", None)
        for option in one.get("options", ()):
            if not option["required"]:
                del option["required"]
    return listed


class TestAnnounced:
    """What Discord is told."""

    def test_languages(self) -> None:
        """Spanish is two languages there, and so is English."""
        start, *_ = announced([START], lambda _: WORDING)

        assert start["name_localizations"] == {
            "de": "anfangen",
            "es-ES": "empezar",
            "es-419": "empezar",
        }
        assert start["description_localizations"]["es-419"] == "Empieza"

    def test_a_name_that_discord_does_not_take(self) -> None:
        """That language has the common one; the rest is not lost for it."""
        odd = Command("skip", "Go on", names={"de": "Über springen", "es": "saltar"})

        shown, *_ = announced([odd], lambda _: WORDING)

        assert shown["name_localizations"] == {"es-ES": "saltar", "es-419": "saltar"}

    def test_where_they_are_offered(self) -> None:
        """In the bot's own chat, or also where others are."""
        start, menu, room = announced([START, MENU], lambda _: WORDING)

        assert (start["contexts"], menu["contexts"], room["contexts"]) == ([1], [1, 0, 2], [0])
        assert start["integration_types"] == [0, 1]
        assert room["integration_types"] == [0]

    def test_a_code(self) -> None:
        """It may be left out; the room's may not."""
        start, menu, room = announced([START, MENU], lambda _: WORDING)

        assert [(one["name"], one["required"]) for one in start["options"]] == [("code", False)]
        assert "options" not in menu
        assert [(one["name"], one["type"], one["required"]) for one in room["options"]] == [
            ("code", 3, True),
            ("partner", 6, True),
        ]

    def test_long_lines(self) -> None:
        """A hundred letters are taken."""
        shown, *_ = announced([Command("a", "x" * 120)], lambda _: WORDING)

        assert len(shown["description"]) == 100


class TestSame:
    """Whether they have to be registered again."""

    def test_as_discord_lists_them(self) -> None:
        """What it adds, leaves out and reorders is no difference."""
        commands = announced([START, MENU], lambda _: WORDING)

        assert same(commands, registered(commands))

    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
    def test_any_change(self, change: Callable[[JsonObject], None]) -> None:
        """Each of them is noticed."""
        commands = announced([START, MENU], lambda _: WORDING)
        known = registered(commands)
        change(next(one for one in known if one["name"] == "start"))

        assert not same(commands, known)

    def test_one_more_or_less(self) -> None:
        """On either side."""
        commands = announced([START, MENU], lambda _: WORDING)

        assert not same(commands, registered(commands)[1:])
        assert not same(commands[1:], registered(commands))

    def test_normal_is_stable(self) -> None:
        """It says the same of what it gave."""
        command = announced([START], lambda _: WORDING)[0]

        assert normal(normal(command)) == normal(command)


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        ("start", True),
        ("check-in", True),
        ("zurück", True),
        ("मदद", True),
        ("ช่วยเหลือ", True),
        ("помощь", True),
        ("", False),
        ("Start", False),
        ("two words", False),
        ("x" * 33, False),
        ("a.b", False),
        ("hi!", False),
    ],
)
def test_names(name: str, valid: bool) -> None:
    """Letters and digits of any script, in lower case."""
    assert valid_name(name) is valid


@pytest.mark.parametrize(
    ("locale", "code"), [("es-419", "es"), ("en-GB", "en"), ("de", "de"), ("zh-TW", "zh")]
)
def test_languages(locale: str, code: str) -> None:
    """Theirs become ours, and ours theirs."""
    assert ours(locale) == code
    assert locale in theirs(code)


def test_a_language_that_discord_lacks() -> None:
    """It has none of its names."""
    assert theirs("ca") == ()
