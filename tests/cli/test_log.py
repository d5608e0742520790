"""Nobody's words and no secret can be in the log."""

import errno
import io
import json
import logging
import sys
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot import log

TOKEN = "123456789:AAnobodysTokenForTestsOnly00000000000"
WORDS = "I slept badly and I cried"
DISCORD = "M" * 24 + ".Gabcde." + "x" * 30
Set = Callable[..., None]


@pytest.fixture
def set_up() -> Iterator[Set]:
    """Set the log up as `mortar run` does, and take it away after the test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield log.set_up
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


class TestOwnLog:
    def test_unlisted_fields_are_dropped(
        self, set_up: Set, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        A field that nobody put on the list does not get through.
        """
        set_up("info", as_json=True)

        log.log().info("sent", platform="telegram", count=2, text=WORDS, answer=WORDS)

        out, said = capsys.readouterr()
        entry = json.loads(said)
        assert out == ""
        assert entry.keys() == {"event", "level", "timestamp", "platform", "count"}
        assert entry["timestamp"].endswith("Z")

    @pytest.mark.parametrize("as_json", [True, False])
    @pytest.mark.parametrize("token", [TOKEN, DISCORD])
    def test_tokens_are_blotted(
        self, set_up: Set, capsys: pytest.CaptureFixture[str], token: str, as_json: bool
    ) -> None:
        """
        A token inside a listed field is under a black bar.
        """
        set_up("info", as_json=as_json)

        log.log().warning("alert", reason=f"POST https://example.org/bot{token}/getMe", where=token)

        said = capsys.readouterr().err
        assert "getMe" in said
        assert token not in said
        assert token[-12:] not in said

    def test_traceback_of_ours(self, set_up: Set, capsys: pytest.CaptureFixture[str]) -> None:
        """
        A failure is logged without what was being worked on.
        """
        set_up("debug", as_json=False)

        try:
            raise ValueError(WORDS)
        except ValueError:
            log.log().exception("failed", reason="ValueError")

        said = capsys.readouterr().err
        assert "failed" in said
        assert WORDS not in said
        assert "Traceback" not in said

    def test_level(self, set_up: Set, capsys: pytest.CaptureFixture[str]) -> None:
        """
        What is below the level is not written.
        """
        set_up("warning", as_json=False)

        log.log().info("quiet")
        log.log().warning("loud")

        said = capsys.readouterr().err
        assert "loud" in said
        assert "quiet" not in said


class TestLibraries:
    def test_talk_is_dropped(self, set_up: Set, capsys: pytest.CaptureFixture[str]) -> None:
        """
        The HTTP client's notes, with the token in every address, are not written at any level.
        """
        set_up("debug", as_json=False)

        logging.getLogger("httpx").info("HTTP Request: POST https://example.org/bot%s/x", TOKEN)

        assert capsys.readouterr().err == ""

    def test_warnings_are_blotted(self, set_up: Set, capsys: pytest.CaptureFixture[str]) -> None:
        """
        What they warn of is written, without tokens.
        """
        set_up("info", as_json=True)

        logging.getLogger("telegram.ext").warning("no answer from /bot%s/getUpdates", TOKEN)

        said = capsys.readouterr().err
        assert "getUpdates" in said
        assert TOKEN not in said
        assert "123456789:" not in said

    def test_tracebacks_are_not_shown(
        self, set_up: Set, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """
        Of a library's failure we see what it was and where, and not with whose words.
        """
        set_up("info", as_json=False)

        try:
            raise ValueError(WORDS)
        except ValueError:
            logging.getLogger("somewhere").exception("Could not parse")

        said = capsys.readouterr().err
        assert "Could not parse (ValueError at test_log.py:" in said
        assert WORDS not in said
        assert "Traceback" not in said

    def test_what_asyncio_lists(self, set_up: Set, capsys: pytest.CaptureFixture[str]) -> None:
        """
        The loop names a task that failed unseen together with what it failed on: not here.
        """
        set_up("info", as_json=False)
        error = ValueError(WORDS)

        logging.getLogger("asyncio").error(
            "Task exception was never retrieved\nfuture: <Task exception=%r>", error, exc_info=error
        )

        said = capsys.readouterr().err
        assert "Task exception was never retrieved (ValueError" in said
        assert WORDS not in said


class TestClosed:
    """Nobody reads standard error any more."""

    def test_is_no_reason_to_end(self, set_up: Set, monkeypatch: pytest.MonkeyPatch) -> None:
        """A closed terminal refuses every line (EIO); the bot writes on into nothing."""

        class Closed(io.StringIO):
            def write(self, _: str) -> int:
                raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(sys, "stderr", Closed())
        set_up("info", as_json=False)

        log.log().warning("alert", reason="the disk is full")
        logging.getLogger("httpx").warning("something")
