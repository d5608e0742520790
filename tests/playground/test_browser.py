"""The playground in real Chromium."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.playground.server import Server
from tests.playground.browser import NARROW, WIDE, Hands, browser, hands, needed
from tests.playground.conftest import House
from tests.playground.house import until

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = pytest.mark.asyncio(loop_scope="module")

ARRIVAL = (
    ("Which language", "English"), ("Hello, I am Mortar", "Go on"), ("18 or older", "Yes"),
    ("May I keep", "Yes"), ("What shall I call you", ">{name}"), ("Which large city", ">Berlin"),
    ("leave you in peace", "No quiet hours"), ("Where do you stand", "{side}"),
)  # fmt: skip
PRESS_7 = """() => {
  const buttons = [...document.querySelectorAll('#phone-a .rows button')];
  buttons.filter((one) => one.textContent === '7').at(-1)?.click();
}"""
ROOM_TEXT = "This week, side by side"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator["Browser"]:
    """Have one browser for all."""
    needed()
    async with browser() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def ours(chromium: "Browser", server: Server) -> AsyncIterator[Hands]:
    """Sit in front of the page, with a couple who are about to check in."""
    async with hands(chromium, server) as made:
        yield made


class TestCouple:
    async def test_from_the_first_word_to_a_reveal(self, ours: Hands) -> None:
        """
        Two people arrive, become a couple, link their room and check in; the bot is killed
        in between.
        """
        await ours.server.commands.couple({"name": "strangers"})
        for chat, side in (("a", "My trust was broken"), ("b", "I broke trust")):
            await ours.write(chat, "/start")
            name = ours.server.session.stage.names[chat]
            steps = [(sees, act.format(name=name, side=side)) for sees, act in ARRIVAL]
            await ours.does(chat, *steps)
        await ours.does("a", ("You have arrived", "Invite my partner"))
        await ours.sees("a", "Send this link")
        await ours.phone("a").get_by_role("button", name="Open the link on Ben's phone").click()
        await ours.does("b", ("Is this your partner?", "Yes"))
        await ours.does("a", ("Is this your partner?", "Yes"), ("a group chat", "Link a group"))
        await ours.sees("a", "Press the button, choose your group")
        await ours.press("a", "Link a group")
        await ours.sees("room", "I am here now")

        await ours.write("a", "/checkin")
        await ours.does("a", ("How much did you trust", "7"))
        await ours.sees("a", "glad of")
        await ours.bar("kill -9 and restart")
        await ours.page.locator(".life", has_text="life").wait_for()
        await ours.does("a", ("glad of", ">He listened."), ("May I show both", "Yes, show them"))
        await ours.does("b", ("How much did you trust", "9"), ("glad of", ">She stayed."))
        await ours.does("b", ("May I show both", "Yes, show them"))

        await ours.sees("room", ROOM_TEXT)
        said = await ours.phone("room").locator(".list").inner_text()
        assert "Ana trusted 7 of 10" in said
        assert "She stayed." in said
        assert said.count(ROOM_TEXT) == 1

    async def test_in_the_room_one_speaks_as_who_is_asked(self, ours: Hands) -> None:
        """
        Who speaks can be chosen; what is said stands under that name.
        """
        await ours.phone("room").get_by_role("button", name="as Ben").click()
        await ours.write("room", "Hello, both of you.")

        await ours.sees("room", "Hello, both of you.")
        newest = ours.phone("room").locator("li.own .who").last
        assert await newest.inner_text() == "Ben"

    async def test_everything_a_messenger_does(self, ours: Hands) -> None:
        """
        Photos, changed and deleted words, and a notice that only one person sees.
        """
        phone = ours.phone("a")
        await phone.get_by_role("button", name="Send something else").click()
        await ours.page.get_by_role("menuitem", name="A photo").click()
        await phone.get_by_role("img", name="A photo").wait_for()

        await ours.write("room", "He was late.")
        await ours.sees("room", "He was late.")
        mine = ours.phone("room").locator("li.own").last
        await mine.hover()
        await mine.get_by_role("button", name="Edit or delete").click()
        await ours.page.get_by_role("menuitem", name="Edit").click()
        await ours.write("room", "He was on time.")
        await ours.sees("room", "edited")
        assert "He was on time." in await mine.inner_text()
        await mine.hover()
        await mine.get_by_role("button", name="Edit or delete").click()
        await ours.page.get_by_role("menuitem", name="Delete").click()
        await ours.sees("room", "A message was deleted.")

        ours.server.session.stage.notice(stale(ours), "That question is closed.")
        await phone.get_by_role("img", name="Only Ana sees this").wait_for()

    async def test_a_stranger_in_the_room(self, ours: Hands) -> None:
        """
        Whoever else comes in is seen in the room's title, and the bot keeps still there.
        """
        await ours.phone("room").get_by_role("button", name="More for this phone").click()
        await ours.page.get_by_role("menuitem", name="Somebody else comes in").click()
        await ours.phone("room").get_by_text("Ana, Ben, Mortar, somebody else").wait_for()
        await ours.does("a", ("How much did you trust", "7"), ("glad of", ">He listened."))
        await ours.does("a", ("May I show both", "Yes, show them"), ("Thank you, Ana", ">/menu"))
        await ours.does("b", ("How much did you trust", "9"), ("glad of", ">She stayed."))
        await ours.does("b", ("May I show both", "Yes, show them"))
        await ours.sees("b", "Thank you, Ben")

        assert ROOM_TEXT not in await ours.phone("room").locator(".list").inner_text()
        await ours.server.commands.do({"do": "gather", "who": "stranger", "comes": False})


class TestClock:
    async def test_a_day_later(self, ours: Hands) -> None:
        """
        The clock says what comes; a day brings the reminder, and the page shows the new time.
        """
        await ours.bar("It is")
        dialog = ours.page.get_by_role("dialog")
        await dialog.get_by_text("a kind reminder for Ana").wait_for()
        assert "Quiet hours" in await dialog.inner_text()
        await ours.page.keyboard.press("Escape")
        before = await ours.page.locator("#bar time").inner_text()

        await ours.bar("+1 day")

        await ours.sees("a", "No rush, Ana")
        await ours.page.wait_for_function(
            "before => document.querySelector('#bar time').textContent !== before", arg=before
        )


class TestAuthors:
    async def test_hot_reload(self, ours: Hands, house: House) -> None:
        """
        A mistake stands at its line at once, and is gone once it is mended; the new words come.
        """
        flow = house.dialogs / "weekly_checkin.yaml"
        good = flow.read_text("utf-8")
        # New words would otherwise want to be translated first.
        spanish = house.dialogs / "texts" / "es" / "weekly_checkin.ftl"
        kept = spanish.read_bytes()
        spanish.unlink()
        await ours.tab("Write")
        problems = ours.page.locator(".problems")
        flow.write_text(good.replace("needs: share", "needs: shaer"), "utf-8")
        await problems.locator("article").first.wait_for()
        assert "weekly_checkin.yaml:" in await problems.inner_text()
        assert "shaer" in await problems.locator("pre").first.inner_text()
        await ours.page.locator("#banner.bad").wait_for()

        flow.write_text(good.replace("title: Weekly", "title: Our weekly"), "utf-8")

        await problems.get_by_text("Nothing to mend").wait_for()
        flows = ours.page.get_by_role("combobox", name="Flow")
        await flows.locator("option", has_text="Our weekly check-in").wait_for(state="attached")
        taken = ours.server.session.library.taken
        flow.write_text(good, "utf-8")
        spanish.write_bytes(kept)
        await until(lambda: ours.server.session.library.taken > taken)

    async def test_begin_here(self, ours: Hands) -> None:
        """
        Any flow, from any node, with what was answered before.
        """
        await ours.tab("Write")
        page = ours.page
        await page.get_by_role("combobox", name="Flow").select_option("weekly_checkin")
        await page.locator("option[value=consent]").wait_for(state="attached")
        await page.get_by_role("combobox", name="Begin at").select_option("consent")
        await page.get_by_text("With what was answered before").click()
        await page.locator('input[name="a.trust"]').fill("4")
        await page.locator('input[name="a.thanks"]').fill("The long walk.")
        await page.get_by_role("button", name="Begin here").click()

        await ours.sees("a", "The long walk.")
        assert await page.locator(".wide td[lang=es]").count() > 5

    async def test_picture_is_lit(self, ours: Hands) -> None:
        """
        Who stands where is lit, and the way that was walked is coloured.
        """
        await ours.press("a", "7")
        await ours.sees("a", "glad of")
        await ours.tab("Inside")

        await ours.page.locator('.lit-a[data-node="thanks"]').wait_for()
        assert await ours.page.locator('.lit-b[data-node="trust"]').count() == 1
        assert await ours.page.locator('.walked[data-node="invite"]').count() == 1
        row = ours.page.locator("tr", has_text="trust").first
        assert await row.locator(".value").inner_text() == "7"
        assert "may not read" in await row.inner_text()

    async def test_transcript(self, ours: Hands) -> None:
        """
        One of the folder is played on the phones, and a step is taken back.
        """
        await ours.tab("Transcripts")
        await ours.page.get_by_label("A transcript of the folder").select_option(
            "weekly_checkin_good"
        )
        await ours.page.get_by_label("Speed").fill("100")
        await ours.page.get_by_role("button", name="Play it").click()
        await ours.sees("room", ROOM_TEXT)
        await ours.page.get_by_role("button", name="Play on").wait_for()

        await ours.page.locator(".played").get_by_role("button", name="One step back").click()

        await ours.phone("room").get_by_text(ROOM_TEXT).wait_for(state="detached")
        await ours.page.get_by_role("button", name="One step on").click()
        await ours.sees("room", ROOM_TEXT)


class TestBadInput:
    async def test_what_is_pasted_stays_words(self, ours: Hands) -> None:
        """
        HTML and scripts are shown to the letter, and 4,096 emoji arrive whole.
        """
        nasty = "<img src=x onerror=alert(1)><script>alert(2)</script> **b** https://example.org"
        await ours.write("a", nasty)
        await ours.sees("a", nasty)
        await ours.write("b", "🙂" * 4096)
        await ours.sees("b", "🙂" * 4096)

        assert await ours.page.locator(".list img, .list script, .list a").count() == 0

    async def test_a_lost_line(self, ours: Hands) -> None:
        """
        What is written while the line is down arrives once when it is back.
        """

        for queue in [*ours.server.tabs.open]:
            queue.put_nowait(None)
        await ours.page.locator("#banner.bad").wait_for()
        await ours.write("a", "Written on a train.")

        await ours.sees("a", "Written on a train.")
        await ours.page.locator("#banner.bad").wait_for(state="hidden")
        own = [one.text for one in ours.server.session.stage.chats["a"]]
        assert own.count("Written on a train.") == 1

    async def test_two_tabs(self, ours: Hands, chromium: "Browser") -> None:
        """
        Both see the same, and a button pressed in both counts once.
        """
        async with hands(chromium, ours.server) as other:
            await asyncio.gather(*(one.page.evaluate(PRESS_7) for one in (ours, other)))
            for one in (ours, other):
                await one.sees("a", "glad of")

        said = [one.text for one in ours.server.session.stage.chats["a"]]
        assert sum("glad of" in one for one in said) == 1


class TestEverybody:
    async def test_right_to_left(self, ours: Hands) -> None:
        """
        Names, words and the phone itself can run from right to left; the others stay.
        """
        wishes = {"a": {"name": "נועה", "language": "en"}, "b": {"name": "عمر", "language": "en"}}
        await ours.server.commands.couple({"name": "checkin", "wishes": wishes})
        await ours.server.commands.do({"do": "language", "who": "a", "language": "he"})

        await ours.page.locator('#phone-a[dir="rtl"]').wait_for()

        assert await ours.phone("b").get_attribute("dir") == "ltr"
        send = await ours.phone("a").locator(".go").bounding_box()
        box = await ours.phone("a").locator("textarea").bounding_box()
        assert send is not None
        assert box is not None
        assert send["x"] < box["x"]
        await ours.write("a", "זה היה שבוע טוב.")
        await ours.sees("a", "זה היה שבוע טוב.")
        await ours.server.commands.do({"do": "language", "who": "a", "language": "en"})

    async def test_on_a_phone(self, chromium: "Browser", server: Server) -> None:
        """
        One phone at a time, nothing cut off; the tabs go to the others.
        """
        async with hands(chromium, server, NARROW, touch=True) as small:
            page = small.page
            assert await page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
            box = await small.phone("a").bounding_box()
            assert box is not None
            assert abs(box["width"] - NARROW[0]) < 2

            await page.locator("#switch").get_by_role("button", name="Ben").click()

            await page.locator('#switch [data-chat="b"][aria-current]').wait_for()
            await small.press("b", "8")
            await small.sees("b", "glad of")

    async def test_by_keyboard(self, ours: Hands) -> None:
        """
        The skip link comes first; menus open, move and close by keys, and give the focus back.
        """
        page = ours.page
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.className") == "skip"

        opener = ours.phone("a").get_by_role("button", name="Commands")
        await opener.focus()
        await page.keyboard.press("Enter")
        await page.keyboard.press("ArrowDown")
        second = await page.evaluate("document.activeElement.textContent")
        assert second.startswith("/")
        await page.keyboard.press("Escape")
        assert await opener.evaluate("one => one === document.activeElement")

    @pytest.mark.parametrize(("look", "size"), [("light", WIDE), ("dark", NARROW)])
    async def test_no_serious_fault(
        self, chromium: "Browser", server: Server, look: str, size: tuple[int, int]
    ) -> None:
        """
        Nothing that axe-core calls serious: on the desk and on a phone, in light and dark, with
        the drawer's three pages and a dialog.
        """
        async with hands(chromium, server, size) as ours:
            await ours.page.evaluate(f"document.documentElement.dataset.theme = '{look}'")
            await ours.press("a", "7")
            await ours.sees("a", "glad of")
            assert await faults(ours) == []
            for name in ("Inside", "Write", "Transcripts"):
                await ours.tab(name)
                await ours.page.wait_for_timeout(150)
                assert await faults(ours) == []
            await ours.page.get_by_role("button", name="Close the drawer").click()
            await ours.bar("Couples")
            assert await faults(ours) == []


class TestSpeed:
    async def test_first_paint_and_a_turn(self, ours: Hands) -> None:
        """
        The page is there, and an answer is seen, before anybody would call it waiting.
        """
        paint = await ours.page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        )
        seen = await ours.page.evaluate(
            """() => new Promise((done) => {
              const list = document.querySelector('#phone-a .list');
              const began = performance.now();
              new MutationObserver(() => {
                if (list.textContent.includes('glad of')) done(performance.now() - began);
              }).observe(list, { childList: true, subtree: true });
              (PRESS)();
            })""".replace("PRESS", PRESS_7)
        )

        print(f"first paint {paint:.0f} ms, a turn {seen:.0f} ms")
        # Twenty times what is promised: many tests may share the machine.
        assert paint < 20_000
        assert seen < 2_000


def stale(ours: Hands) -> str:
    """Give the number of a press that Ana made just now."""
    stage = ours.server.session.stage
    number = str(next(stage.numbers))
    stage.presses[number] = ("a", "a")
    return number


async def faults(ours: Hands) -> list[str]:
    """Give what axe-core finds serious or worse."""
    axe = pytest.importorskip("axe_playwright_python.async_playwright")
    found = await axe.Axe().run(ours.page)
    return [
        f"{one['id']}: {[node['target'] for node in one['nodes']][:4]}"
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
