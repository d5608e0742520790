"""The log: nobody's words, no secret, whatever happens."""

import json
import logging

import pytest

from bot import log

TOKEN = "123456789:AAExampleExampleExampleExampleExample"


class TestLog:
    @pytest.mark.parametrize("as_json", [True, False], ids=["json", "lines"])
    def test_lets_only_listed_fields_through(
        self, as_json: bool, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """What is not on the list does not get out, whoever put it in."""
        log.set_up("info", as_json=as_json)

        log.log().info("turn", platform="telegram", text="I am afraid", user="4711", count=2)

        written = capsys.readouterr().err
        assert "telegram" in written
        assert "afraid" not in written
        assert "4711" not in written

    def test_writes_json_when_asked(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Machines get one object a line."""
        log.set_up("info", as_json=True)

        log.log().info("ready", count=1)

        assert json.loads(capsys.readouterr().err)["event"] == "ready"

    @pytest.mark.parametrize(
        "text",
        [
            f"POST https://api.telegram.org/bot{TOKEN}/getMe",
            f"the token {TOKEN} was rejected",
            "MTIzNDU2Nzg5MDEyMzQ1Njc4.AbCdEf.abcdefghijklmnopqrstuvwxyz1 is Discord's",
        ],
    )
    def test_blots_out_tokens(self, text: str) -> None:
        """What looks like a token is black, wherever it stands."""
        blotted = log.blotted(text)

        assert "█" in blotted
        assert "AAExample" not in blotted
        assert "abcdefghij" not in blotted

    def test_drops_what_libraries_say_below_a_warning(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The HTTP client's lines hold the bot's token in their addresses."""
        log.set_up("debug", as_json=False)

        logging.getLogger("httpx").info("HTTP Request: POST https://x/bot%s/getUpdates", TOKEN)
        logging.getLogger("telegram").debug("got I am afraid")

        assert capsys.readouterr().err == ""

    def test_blots_out_tokens_of_libraries(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A library's warning may hold the token in its arguments or in its traceback."""
        log.set_up("info", as_json=False)

        try:
            raise ValueError(f"I am afraid, {TOKEN}")
        except ValueError:
            logging.getLogger("telegram").exception("failed with %s", TOKEN)

        written = capsys.readouterr().err
        assert "failed with █████" in written
        assert "AAExample" not in written
        assert "afraid" not in written
