"""The playground's door: who is let in, and what is served."""

import asyncio
import json
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from bot.playground.open import show
from bot.playground.server import PAGE, Server
from tests.playground.house import door, playground, tab

MOST = 150_000


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """Only the door."""
    async with door() as made:
        yield made


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    """Somebody who asks."""
    async with ClientSession() as made:
        yield made


class TestDoor:
    async def test_address_opens(self, server: Server, client: ClientSession) -> None:
        """
        The whole address gives the page; it may load nothing from elsewhere.
        """
        async with client.get(server.address) as answer:
            text = await answer.text()

        assert answer.status == 200
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert not re.search(r"(src|href)=\"(https?:)?//", text)

    @pytest.mark.parametrize("path", ["/", "/wrong/", "/wrong/main.js", "/wrong/socket"])
    async def test_without_the_token_there_is_nothing(
        self, server: Server, client: ClientSession, path: str
    ) -> None:
        """
        Neither page nor file nor socket.
        """
        async with client.get(f"http://127.0.0.1:{server.port}{path}") as answer:
            assert answer.status == 404
            assert server.token not in await answer.text()

    async def test_every_playground_has_its_own_token(self, server: Server) -> None:
        """
        An old address opens nothing.
        """
        async with door() as other:
            assert other.token != server.token
            assert len(other.token) >= 32

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://example.org"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Host": "example.org"},
        ],
    )
    async def test_pages_from_elsewhere_are_refused(
        self, server: Server, client: ClientSession, headers: dict[str, str]
    ) -> None:
        """
        Also when they know the token, and also by another name for this machine.
        """
        async with client.get(server.address, headers=headers) as answer:
            assert answer.status == 403

    @pytest.mark.parametrize("origin", [None, "https://example.org", "http://127.0.0.1:1"])
    async def test_socket_is_for_the_page_only(
        self, server: Server, client: ClientSession, origin: str | None
    ) -> None:
        """
        A socket has no other protection against foreign pages than its origin.
        """
        headers = {"Origin": origin} if origin else {}

        with pytest.raises(WSServerHandshakeError) as refused:
            async with client.ws_connect(f"{server.address}socket", headers=headers):
                pass

        assert refused.value.status == 403

    @pytest.mark.parametrize("name", ["../server.py", "%2e%2e%2fserver.py", "index.html", "x.js"])
    async def test_only_the_page_is_served(
        self, server: Server, client: ClientSession, name: str
    ) -> None:
        """
        No way leads out of its folder.
        """
        async with client.get(f"{server.address}{name}") as answer:
            assert answer.status == 404

    async def test_listens_on_loopback_only(self, server: Server) -> None:
        """
        Whoever is on the same network finds nothing.
        """
        assert server.runner is not None
        assert {address[0] for address in server.runner.addresses} == {"127.0.0.1"}


class TestPort:
    async def test_takes_the_next(self) -> None:
        """
        A port in use is named, and the next one is taken.
        """
        async with door() as first, door() as second:
            await second.close()

            in_use = await second.open(first.port)

            assert in_use[0] == first.port
            assert second.port > first.port

    def test_no_browser(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Where there is no screen, it says how to come from another machine.
        """
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr("sys.platform", "linux")

        assert "ssh -L 8310:127.0.0.1:8310" in show("http://127.0.0.1:8310/x/")


class TestPage:
    def test_weight(self) -> None:
        """
        All of it together is less than one photo.
        """
        files = {one.name: one.stat().st_size for one in PAGE.iterdir()}

        assert {one.rsplit(".", 1)[1] for one in files} == {"html", "css", "js", "svg"}
        assert sum(files.values()) < MOST

    def test_nothing_can_become_markup(self) -> None:
        """
        No module puts words into the page as anything but words.
        """
        for path in PAGE.glob("*.js"):
            found = re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(",
                               path.read_text("utf-8"))  # fmt: skip
            assert not found, path.name

    async def test_comes_with_what_there_is_to_see(self, client: ClientSession) -> None:
        """
        Nothing has to be asked for before the first paint; and what people wrote cannot end it.
        """
        async with door() as server:
            server.session.stage.writes("a", "</script><script>alert(1)</script>")
            async with client.get(server.address) as answer:
                text = await answer.text()

        found = re.search(r'id="first">(.*)</script>\n<script type="module"', text)
        assert found is not None
        assert "</script" not in found[1]
        first = json.loads(found[1])["all"]
        assert any("alert(1)" in str(one) for one in first["messages"])
        assert first["state"]["names"] == {"a": "Ana", "b": "Ben"}


class TestTwoAtOnce:
    async def test_once_and_for_everybody(self) -> None:
        """
        What is done in one tab is seen in both; one that lost its line asks again under the same
        number, and it counts once.
        """
        async with playground() as server:
            async with tab(server) as one, tab(server) as two:
                await one.writes("a", "7", number="same")
                assert await one.sees("glad of")
                assert await two.sees("glad of")
            async with tab(server) as again:
                await again.writes("a", "7", number="same")
                await again.writes("a", "He listened.")
                await again.sees("May I show both answers")

            own = [m.text for m in server.session.stage.chats["a"] if m.by == "a"]
            assert own[own.index("7") :] == ["7", "He listened."]

    async def test_a_sleeping_laptop_does_not_hold_up_the_others(self) -> None:
        """
        Nobody waits for a tab that does not listen.
        """
        async with door() as server, tab(server), tab(server) as awake:
            async with asyncio.timeout(20):
                for number in range(1, 200):
                    await awake.writes("a", f"{number} " + "🙂" * 4096)

            assert len(server.session.stage.chats["a"]) == 199

    async def test_bad_words_of_a_page(self) -> None:
        """
        What is not understood is answered with a sentence, and the line stays open.
        """
        async with door() as server, tab(server) as page:
            for bad in ({"do": "fly"}, {"do": "write", "who": "c"}, {"do": "wait", "seconds": "x"}):
                answer = await page.ask(str(bad.pop("do")), **bad)
                assert answer["error"]
            assert "result" in await page.writes("a", "/start")
