"""Coming to the door: every stage, by button and by typed words."""

import sqlite3
from contextlib import closing

import pytest

from bot.model.profile import Quiet, Stage
from tests.engine.stage import Stage as House

WAY = (
    ("Go on", "go on"),
    ("Yes", "yes"),
    ("Yes", "1"),
    ("Ana", "Ana"),
    (None, "Madrid"),
    ("22:00 – 08:00", "22-8"),
    ("Both is true", "both is true"),
)
"""What opens each stage: the label of a button, and words one may type instead."""
ASKED = [one for one in Stage if one not in (Stage.LANGUAGE, Stage.HOME, Stage.CLOSED)]


async def at(street: House, stage: Stage) -> None:
    """Bring Ana to a stage."""
    await street.says("a", "/start")
    for _, words in WAY:
        partner = await street.partner("a")
        assert partner is not None
        if partner.stage is stage:
            return
        await street.writes("a", words)


async def stage_of(street: House) -> Stage | None:
    partner = await street.partner("a")
    return partner.stage if partner else None


class TestWay:
    @pytest.mark.parametrize("typed", [False, True], ids=["pressed", "typed"])
    async def test_leads_home(self, street: House, typed: bool) -> None:
        """Every stage can be answered by its button, and by words."""
        await street.says("a", "/start")

        for label, words in WAY:
            if typed or label is None:
                await street.writes("a", words)
            else:
                await street.presses("a", street.token("a", label))

        partner = await street.partner("a")
        assert partner is not None
        assert partner.stage is Stage.HOME
        assert partner.profile.name == "Ana"
        assert partner.profile.zone == "Europe/Madrid"
        assert partner.profile.side == "both"
        assert "There is one more step: your partner." in street.shown("a")[-2].text

    async def test_says_who_runs_the_server_first(self, street: House) -> None:
        """Before anything is asked, people learn what this is and who could read it."""
        told = await street.says("a", "/start")

        assert "I am not therapy" in told
        assert "has not given a name" in told

    async def test_begins_with_any_words(self, street: House) -> None:
        """Somebody who says hello is welcomed like one who writes /start."""
        told = await street.says("a", "hello?")

        assert told.startswith("Hello, I am Mortar.")

    @pytest.mark.parametrize("stage", [Stage.AGE, Stage.CONSENT, Stage.SIDE])
    async def test_asks_for_a_button_when_words_do_not_fit(
        self, street: House, stage: Stage
    ) -> None:
        """What cannot be understood changes nothing, and the sentence says what to do."""
        await at(street, stage)

        told = await street.says("a", "hm, let me think")

        assert told == "Please press one of the buttons, or write its words."
        assert await stage_of(street) is stage

    @pytest.mark.parametrize("stage", ASKED)
    async def test_asks_again_when_nothing_was_said(self, street: House, stage: Stage) -> None:
        """Spaces and invisible signs bring the same question again."""
        await at(street, stage)
        question = street.shown("a")[-1].text

        told = await street.writes("a", " \u200b\n ")

        assert told == question
        assert await stage_of(street) is stage

    async def test_keeps_a_long_name_out(self, street: House) -> None:
        """A name has forty characters at most; the question stays open."""
        await at(street, Stage.NAME)

        told = await street.says("a", "A" * 41)

        assert told == "That is a little long. Up to 40 characters, please."
        assert await stage_of(street) is Stage.NAME

    async def test_helps_at_the_door_too(self, street: House) -> None:
        """Help is given before anything was agreed to, and the question comes again."""
        await at(street, Stage.CONSENT)

        told = await street.says("a", "/help")

        assert "findahelpline.com" in told
        assert "May I keep what you write here?" in told


class TestLeaving:
    @pytest.mark.parametrize("how", ["No", "17"])
    @pytest.mark.parametrize("row", [59], ids=["row-59"])
    async def test_minor_is_let_go(self, street: House, row: int, how: str) -> None:
        """Somebody under age is told kindly, and nothing of them is left."""
        await at(street, Stage.AGE)

        told = await street.says("a", how)

        assert "I am made for adults" in told
        assert await street.partner("a") is None
        assert left_of_people(street) == {}

    async def test_without_consent_nothing_is_kept(self, street: House) -> None:
        """A no to being kept is taken at its word."""
        await at(street, Stage.CONSENT)

        told = await street.says("a", "No")

        assert told == street.phrase("consent-closed")
        assert await street.partner("a") is None
        assert left_of_people(street) == {}

    async def test_may_come_back(self, street: House) -> None:
        """Whoever changes their mind begins anew."""
        await at(street, Stage.CONSENT)
        await street.says("a", "no")

        told = await street.says("a", "/start")

        assert told.startswith("Hello, I am Mortar.")
        assert await stage_of(street) is Stage.ABOUT


class TestStaleButtons:
    async def test_of_an_earlier_stage_changes_nothing(self, street: House) -> None:
        """An old button says so at the button, and the open question stays."""
        await at(street, Stage.AGE)
        no = street.token("a", "No")
        await street.writes("a", "yes")

        notices = await street.presses("a", no)

        assert notices == ["This question is closed."]
        assert await stage_of(street) is Stage.CONSENT

    async def test_pressed_twice_counts_once(self, street: House) -> None:
        """Two taps on one button are one answer."""
        await at(street, Stage.ABOUT)
        go = street.token("a", "Go on")
        await street.presses("a", go)

        notices = await street.presses("a", go)

        assert notices == ["This question is closed."]
        assert await stage_of(street) is Stage.AGE

    async def test_option_that_was_never_shown(self, street: House) -> None:
        """A forged number behind a true token is no answer."""
        await at(street, Stage.SIDE)
        token = street.token("a", "Both is true")

        notices = await street.presses("a", f"{token[:-1]}57")

        assert notices == ["This question is closed."]
        assert await stage_of(street) is Stage.SIDE


class TestStart:
    @pytest.mark.parametrize("stage", ASKED)
    async def test_again_repeats_the_question(self, street: House, stage: Stage) -> None:
        """A second /start resets nothing."""
        await at(street, stage)
        question = street.shown("a")[-1].text

        told = await street.says("a", "/start")

        assert told == question
        assert await stage_of(street) is stage


class TestQuietHours:
    @pytest.mark.parametrize(
        ("said", "start", "end"),
        [
            ("21:30-7", "21:30", "07:00"),
            ("22 to 8", "22:00", "08:00"),
            ("10pm until 7am", "22:00", "07:00"),
            ("21h30 – 7h", "21:30", "07:00"),
            ("from 7.30 to 9", "07:30", "09:00"),
            ("22:00-24:00", "22:00", "00:00"),
            ("noon to midnight", "12:00", "00:00"),
            ("2", "23:00", "07:00"),
        ],
    )
    async def test_are_read_as_people_write_them(
        self, street: House, said: str, start: str, end: str
    ) -> None:
        """Row 107: where a time is clear it is taken."""
        await at(street, Stage.QUIET)

        await street.writes("a", said)

        partner = await street.partner("a")
        assert partner is not None
        quiet = partner.profile.quiet
        assert isinstance(quiet, Quiet)
        assert (f"{quiet.start:%H:%M}", f"{quiet.end:%H:%M}") == (start, end)

    @pytest.mark.parametrize("said", ["no", "No quiet hours", "3"])
    async def test_may_be_none(self, street: House, said: str) -> None:
        """Somebody may be reached at any hour if they want."""
        await at(street, Stage.QUIET)

        await street.writes("a", said)

        partner = await street.partner("a")
        assert partner is not None
        assert (partner.stage, partner.profile.quiet) == (Stage.SIDE, None)

    @pytest.mark.parametrize("said", ["25:61-7", "7pm", "13pm-2", "late", "22"])
    async def test_are_asked_again_with_an_example(self, street: House, said: str) -> None:
        """Row 107: what is not clear is asked again."""
        await at(street, Stage.QUIET)

        told = await street.writes("a", said)

        assert told == "I could not read that. Please write it like 21:30-7:00, or press a button."
        assert await stage_of(street) is Stage.QUIET


class TestZone:
    @pytest.mark.parametrize(
        ("said", "zone"),
        [
            ("Berlin", "Europe/Berlin"),
            ("berlin\n", "Europe/Berlin"),
            ("New York, USA", "America/New_York"),
            ("São Paulo", "America/Sao_Paulo"),
            ("sao paulo", "America/Sao_Paulo"),
            ("Buenos Aires", "America/Argentina/Buenos_Aires"),
            ("Kathmandu", "Asia/Kathmandu"),
            ("Japan", "Asia/Tokyo"),
            ("Europe/Lisbon", "Europe/Lisbon"),
            ("Lima (America)", "America/Lima"),
        ],
    )
    async def test_is_found(self, street: House, said: str, zone: str) -> None:
        """Row 104: a city or a country with one time is enough."""
        await at(street, Stage.ZONE)

        await street.writes("a", said)

        partner = await street.partner("a")
        assert partner is not None
        assert (partner.stage, partner.profile.zone) == (Stage.QUIET, zone)

    async def test_is_chosen_among_three(self, street: House) -> None:
        """Row 104: where several fit, three at most are shown, and one is pressed."""
        await at(street, Stage.ZONE)
        told = await street.writes("a", "United States")

        await street.presses("a", street.token("a", "Detroit (America)"))

        partner = await street.partner("a")
        assert partner is not None
        assert told.startswith("I know several.")
        assert partner.profile.zone == "America/Detroit"

    @pytest.mark.parametrize("said", ["CET", "UTC+2", "GMT-5", "UTC", "+5:45"])
    async def test_is_no_offset(self, street: House, said: str) -> None:
        """Row 104: a fixed offset is explained and not taken."""
        await at(street, Stage.ZONE)

        told = await street.writes("a", said)

        assert told.startswith("A fixed offset would be an hour off")
        assert await stage_of(street) is Stage.ZONE

    @pytest.mark.parametrize("said", ["Mars/Phobos", "../../etc/passwd", "x" * 500, "/etc", "🌍"])
    async def test_is_asked_again(self, street: House, said: str) -> None:
        """Row 104: what is no place is asked again."""
        await at(street, Stage.ZONE)

        told = await street.writes("a", said)

        assert told.startswith("I do not know that place.")
        assert await stage_of(street) is Stage.ZONE


def left_of_people(street: House) -> dict[str, int]:
    """Count the rows about people that are left; the chat to say goodbye in is nobody's."""
    tables = ("partners", "couples", "invites", "consents", "breaches", "runs", "alarms", "tries")
    with closing(sqlite3.connect(street.folder / "mortar.db")) as database:
        counts = {
            name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables
        }
        counts["letters"] = database.execute(
            "SELECT count(*) FROM letters WHERE couple IS NOT NULL OR reader IS NOT NULL"
        ).fetchone()[0]
        counts["routes"] = database.execute(
            "SELECT count(*) FROM routes WHERE couple IS NOT NULL OR partner IS NOT NULL"
        ).fetchone()[0]
    with closing(sqlite3.connect(street.folder / "mortar.db.keys")) as store:
        counts["keys"] = store.execute("SELECT count(*) FROM keys WHERE owner <> 0").fetchone()[0]
    return {name: count for name, count in counts.items() if count}
