"""Letters as Discord shows them."""

import pytest

from adapters.discord.buttons import field_for, written
from adapters.discord.outbound import NO_PREVIEW, SILENT, JsonObject, picture, shown
from adapters.discord.wording import Wording
from bot.model.words import Span, Style, words
from bot.ports.letters import Button, Content

WORDING = Wording(
    write="Write",
    title="Your words",
    field="Only we read this",
    code="The code",
    room="Make a room",
    partner="Your partner",
    slash_room="room",
    room_name="The two of us",
    room_made="Made.",
    room_elsewhere="Only in a text channel.",
    room_forbidden="I may not do that here.",
)


def rows(*lengths: int) -> tuple[tuple[Button, ...], ...]:
    """Write rows of buttons."""
    numbers = iter(range(1000))
    return tuple(
        tuple(Button(f"B{n}", f"t{n}") for n in (next(numbers) for _ in range(length)))
        for length in lengths
    )


def below(content: Content) -> list[JsonObject]:
    """Give what hangs below."""
    return list(shown(content, WORDING).body().get("components", []))


def shape(content: Content) -> list[int]:
    """Give how many hang in each row."""
    return [len(row["components"]) for row in below(content)]


class TestBody:
    """A message, as it is posted."""

    def test_words(self) -> None:
        """Nobody is pinged, and no preview hangs below."""
        body = shown(Content((Span("Hi *", Style.QUOTED),)), WORDING).body()

        assert body == {
            "content": "Hi \\*",
            "flags": NO_PREVIEW,
            "allowed_mentions": {"parse": []},
        }

    def test_silent(self) -> None:
        """It comes without a sound."""
        body = shown(Content(words("Hi"), silent=True), WORDING).body()

        assert body["flags"] == NO_PREVIEW | SILENT

    def test_a_picture(self) -> None:
        """It would be hidden together with the previews."""
        body = shown(Content(words("Hi"), picture="discord:1:2:3"), WORDING).body("https://a")

        assert body["embeds"] == [{"image": {"url": "https://a"}}]
        assert not body["flags"] & NO_PREVIEW

    def test_plain(self) -> None:
        """No style, no picture, but what can be pressed stays."""
        content = Content((Span("Hi", Style.BOLD),), rows(1), picture="discord:1:2:3")

        body = shown(content, WORDING).plain()

        assert body["content"] == "Hi"
        assert "embeds" not in body
        assert len(body["components"]) == 1

    @pytest.mark.parametrize(
        ("reference", "read"),
        [
            ("discord:1:2:3", ("1", "2", "3")),
            ("telegram:AgACAgI", None),
            ("discord:1:2", None),
            ("discord:1:2:../x", None),
            (None, None),
        ],
    )
    def test_pictures_of_others(
        self, reference: str | None, read: tuple[str, str, str] | None
    ) -> None:
        """What another platform keeps cannot be shown here."""
        assert picture(reference) == read


class TestButtons:
    """What can be pressed."""

    @pytest.mark.parametrize(
        ("given", "laid"),
        [
            ((1, 2), [1, 2]),
            ((11,), [5, 5, 1]),
            ((6, 6, 6), [5, 5, 5, 3]),
            ((1,) * 6, [5, 1]),
            ((1,) * 25, [5] * 5),
        ],
    )
    def test_rows(self, given: tuple[int, ...], laid: list[int]) -> None:
        """Five by five at most; where rows do not fit, they are filled up."""
        assert shape(Content(words("?"), rows(*given))) == laid

    def test_order_and_tokens(self) -> None:
        """Each button has its own token, and they stay in order."""
        hung = below(Content(words("?"), rows(7)))

        ids = [one["custom_id"] for row in hung for one in row["components"]]
        assert ids == [f"t{n}" for n in range(7)]

    def test_more_than_fit_are_a_list(self) -> None:
        """With the tokens as values."""
        hung = below(Content(words("?"), rows(30)))

        assert [row["components"][0]["type"] for row in hung] == [3, 3]
        options = [one for row in hung for one in row["components"][0]["options"]]
        assert [one["value"] for one in options] == [f"t{n}" for n in range(30)]
        assert len({row["components"][0]["custom_id"] for row in hung}) == 2

    def test_links_stay_buttons(self) -> None:
        """A list cannot open an address."""
        content = Content(words("?"), (*rows(26), (Button("Open", link="https://a"),)))

        *_, last = below(content)

        assert last["components"] == [{"type": 2, "style": 5, "label": "Open", "url": "https://a"}]

    def test_long_labels(self) -> None:
        """Eighty letters are shown; none at all would not be taken."""
        content = Content(words("?"), ((Button("x" * 90, "a"), Button("", "b")),))

        labels = [one["label"] for one in below(content)[0]["components"]]
        assert [len(one) for one in labels] == [80, 1]


class TestFreeText:
    """The field for free text, where the bot cannot read."""

    def test_a_button_opens_it(self) -> None:
        """Below all others."""
        hung = below(Content(words("?"), rows(2), reply=True))

        assert hung[-1]["components"] == [
            {"type": 2, "style": 2, "label": "Write", "custom_id": "mortar:write"}
        ]

    def test_also_below_many(self) -> None:
        """It is never left out."""
        for count in (24, 25, 26, 60):
            hung = below(Content(words("?"), rows(count), reply=True))
            assert hung[-1]["components"][-1]["custom_id"] == "mortar:write"
            assert len(hung) <= 5

    def test_the_field(self) -> None:
        """What is written in it can be read, also in the older form of Discord's."""
        field = field_for("12", WORDING)
        assert (field["title"], field["custom_id"]) == ("Your words", "mortar:wrote:12")
        assert field["components"][0]["label"] == "Only we read this"

        value = {"type": 4, "custom_id": "text", "value": "Hello"}
        assert written({"components": [{"type": 18, "component": value}]}) == "Hello"
        assert written({"components": [{"type": 1, "components": [value]}]}) == "Hello"
        assert written({}) == ""


class TestAnswers:
    """What a letter hangs on."""

    def test_hangs_on_the_message(self) -> None:
        """Should that one be gone, Discord shows ours all the same."""
        body = shown(Content(words("Here."), answers="7"), WORDING).body()

        assert body["message_reference"] == {"message_id": "7", "fail_if_not_exists": False}

    @pytest.mark.parametrize("message", [None, "", "seven"])
    def test_on_nothing(self, message: str | None) -> None:
        """What is no message of Discord's is left out."""
        assert (
            "message_reference"
            not in shown(Content(words("Here."), answers=message), WORDING).body()
        )
