"""A couple on two platforms: how they come together, and that nothing private goes across."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.terminal.gateway import ROOM
from bot.engine.invites import shares_platform
from tests.engine.two_doors import Town, built, inhabited

ANA, BEN, CLEO = "t:Ana", "d:Ben", "t:Cleo"
APART = "there is no group that both of you could enter"
GROUP = "Do you have a group chat"
ANAS, BENS = "canary of ana", "canary of ben"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A bot at two doors, that nobody has met yet."""
    made = await built(tmp_path)
    yield made
    await made.close()


@pytest.fixture
async def mixed(tmp_path: Path) -> AsyncIterator[Town]:
    """Ana on one platform and Ben on the other, a couple."""
    made = await inhabited(tmp_path, ANA, BEN)
    yield made
    await made.close()


class TestInviting:
    async def test_says_how_to_come_from_each(self, town: Town) -> None:
        """With two platforms the link is for its own, and the code for the other."""
        await town.arrive(ANA, "Ana")

        told = await town.says(ANA, "/invite")

        assert "https://t.example/bot?start=" in told
        assert "The link opens Telegram only. If your partner uses Discord:" in told
        assert town.code(told)

    async def test_where_there_is_no_link(self, town: Town) -> None:
        """Who is where links cannot be made hears that the code works on the other one too."""
        await town.arrive(BEN, "Ben")

        told = await town.says(BEN, "/invite")

        assert "https://" not in told
        assert "If your partner uses Telegram: let them write to me there" in told

    async def test_with_one_platform_there_is_no_talk_of_others(self, tmp_path: Path) -> None:
        """Where there is one door only, nobody hears of a second."""
        town = await built(tmp_path, doors="t")
        await town.arrive(ANA, "Ana")

        told = await town.says(ANA, "/invite")
        await town.close()

        assert "Telegram" not in told
        assert "Discord" not in told

    @pytest.mark.parametrize("row", [58], ids=["row-58"])
    @pytest.mark.parametrize(("one", "other"), [(ANA, BEN), (BEN, ANA)])
    async def test_either_may_invite(self, town: Town, row: int, one: str, other: str) -> None:
        """The code opens the couple from the other platform, and both hear how they talk there."""
        await town.arrive(one, "One")
        await town.arrive(other, "Other")
        code = town.code(await town.says(one, "/invite"))

        asked = await town.says(other, code)
        await town.says(other, "yes")
        comes = town.told(one)
        await town.says(one, "yes")

        assert asked == "One invited you. Is this your partner?"
        assert comes == "Other would like to join you here. Is this your partner?"
        assert await town.together(one, other)
        assert not shares_platform(await town.couple(one))
        for account in (one, other):
            assert APART in town.told(account)
            assert GROUP not in town.everything(account)

    async def test_a_stranger_may_come_with_the_code_as_their_first_line(self, town: Town) -> None:
        """Where nothing can be clicked, the code itself is how somebody begins."""
        await town.arrive(ANA, "Ana")
        code = town.code(await town.says(ANA, "/invite"))

        await town.says(BEN, code)
        for answer in ("go on", "yes", "yes", "Ben", "Madrid", "no", "both is true"):
            await town.says(BEN, answer)

        assert town.told(BEN) == "Ana invited you. Is this your partner?"

    async def test_one_platform_keeps_its_group(self, town: Town) -> None:
        """Two in one app are asked for their group as ever, though there is another app."""
        await town.arrive(ANA, "Ana")
        await town.arrive(CLEO, "Cleo")
        await town.unite(ANA, CLEO)

        assert GROUP in town.told(ANA)
        assert shares_platform(await town.couple(ANA))

    @pytest.mark.parametrize("account", [ANA, BEN])
    async def test_asks_for_no_group(self, mixed: Town, account: str) -> None:
        """A group that only one of them could enter is not linked, and both are told why."""
        told = await mixed.says(account, "/group")

        assert APART in told
        assert (await mixed.couple(ANA)).room is None


class TestWeek:
    async def check_in(self, town: Town, *, ben_shows: bool) -> None:
        """Let both answer, each in their own chat."""
        await town.says(ANA, "/checkin")
        for account, words, shows in ((ANA, ANAS, True), (BEN, BENS, ben_shows)):
            await town.says(account, "7")
            await town.says(account, words)
            await town.says(account, "yes, show them" if shows else "no, keep them private")

    async def test_both_agree(self, mixed: Town) -> None:
        """What both agreed to show comes to both private chats in one moment, and not before."""
        await mixed.says(ANA, "/checkin")
        begun = [mixed.told(account) for account in (ANA, BEN)]
        for account, words in ((ANA, ANAS), (BEN, BENS)):
            await mixed.says(account, "7")
            await mixed.says(account, words)
            if account == ANA:
                await mixed.says(account, "yes, show them")
        before = (mixed.everything(ANA), mixed.everything(BEN))
        await mixed.says(BEN, "yes, show them")

        assert all("It is check-in time" in one for one in begun)
        assert BENS not in before[0]
        assert ANAS not in before[1]
        for account in (ANA, BEN):
            assert "This week, side by side." in mixed.told(account)
            assert ANAS in mixed.told(account)
            assert BENS in mixed.told(account)
        assert mixed.everything(f"t:{ROOM}", f"d:{ROOM}") == ""

    async def test_one_does_not_agree(self, mixed: Town) -> None:
        """Nothing of one is ever in anything the other is shown, and both end in the same words."""
        await self.check_in(mixed, ben_shows=False)
        await mixed.wait(hours=49)

        assert mixed.told(ANA) == mixed.told(BEN) != ""
        assert "This week's check-in stays private." in mixed.told(ANA)
        assert BENS not in mixed.everything(ANA)
        assert ANAS not in mixed.everything(BEN)
        assert mixed.everything(f"t:{ROOM}", f"d:{ROOM}") == ""
        assert not [one for one in mixed.notices if ANAS in one or BENS in one]

    @pytest.mark.parametrize("row", ["T13"])
    async def test_the_same_name_elsewhere_is_a_stranger(self, mixed: Town, row: str) -> None:
        """Who is called alike on the other platform, down to the number, is nobody we know."""
        await mixed.says(ANA, "/checkin")
        await mixed.says(ANA, "7")
        await mixed.says(ANA, ANAS)
        before = mixed.everything(ANA)

        for line in ("/repeat", "/checkin", "/menu", "/move"):
            await mixed.says("d:Ana", line)

        assert "Hello, I am Mortar." in mixed.everything("d:Ana")
        assert ANAS not in mixed.everything("d:Ana")
        assert not await mixed.together(ANA, "d:Ana")
        assert mixed.everything(ANA) == before

    async def test_buttons_of_the_other_platform_are_someone_elses(self, mixed: Town) -> None:
        """A token that leaks across platforms presses nothing."""
        await mixed.says(ANA, "/checkin")
        token = mixed.token(ANA, "7")

        notices = await mixed.presses(BEN, token)

        assert notices == [mixed.phrase("not-yours")]
        assert mixed.told(ANA) == ""


class TestElsewhere:
    @pytest.mark.parametrize("account", ["d:Ben", "d:Eve"])
    @pytest.mark.parametrize("row", [49], ids=["49"])
    async def test_a_command_on_a_server(self, mixed: Town, account: str, row: int) -> None:
        """Who gives one where no room of theirs is reads that, alone; nothing is said there."""
        del mixed.notices[:]

        told = await mixed.says(account, "/menu", room=True)

        assert told == ""
        assert mixed.notices == [
            "This is no room of yours. Write to me in our private chat, please."
        ]

    async def test_not_in_a_group_on_telegram(self, mixed: Town) -> None:
        """There a command may be meant for another bot."""
        del mixed.notices[:]

        await mixed.says("t:Ana", "/menu", room=True)

        assert mixed.notices == []
