"""What may be done about an error: rows 115, 116 and 120 of the bad inputs."""

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from adapters.telegram.trouble import delivery_error, is_about_styles
from bot.errors import DeliveryError, Moved, Refused, TryLater, Uncertain, Unreachable

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    """Let an error have a cause."""
    error.__cause__ = cause
    return error


class TestRefusals:
    @pytest.mark.parametrize(
        ("error", "kind"),
        [
            pytest.param(BadRequest("Chat not found"), Unreachable, id="116-chat not found"),
            pytest.param(
                BadRequest("Bad Request: have no rights to send a message"),
                Unreachable,
                id="116-no rights",
            ),
            pytest.param(
                BadRequest("Bad Request: not enough rights to send text messages to the chat"),
                Unreachable,
                id="116-not enough rights",
            ),
            pytest.param(BadRequest("Bad Request: PEER_ID_INVALID"), Unreachable, id="116-peer"),
            pytest.param(BadRequest("Bad Request: TOPIC_CLOSED"), Unreachable, id="116-topic"),
            pytest.param(BadRequest("Topic closed"), Unreachable, id="116-topic in words"),
            pytest.param(
                BadRequest("Bad Request: message thread not found"), Unreachable, id="67-deleted"
            ),
            pytest.param(
                BadRequest("Bad Request: CHAT_WRITE_FORBIDDEN"), Unreachable, id="116-write"
            ),
            pytest.param(
                Forbidden("Forbidden: bot was blocked by the user"), Unreachable, id="116-blocked"
            ),
            pytest.param(
                Forbidden("Forbidden: user is deactivated"), Unreachable, id="116-deactivated"
            ),
            pytest.param(
                Forbidden("Forbidden: bot was kicked from the group chat"),
                Unreachable,
                id="116-kicked",
            ),
            pytest.param(Forbidden("Forbidden: something new"), Unreachable, id="116-new 403"),
            pytest.param(
                BadRequest("Bad Request: message is not modified: same"), Refused, id="116-same"
            ),
            pytest.param(
                BadRequest("Bad Request: message to delete not found"), Refused, id="116-gone"
            ),
            pytest.param(BadRequest("Bad Request: message is too long"), Refused, id="116-long"),
            pytest.param(BadRequest("Bad Request: BUTTON_DATA_INVALID"), Refused, id="116-button"),
            pytest.param(BadRequest("Bad Request: something new"), Refused, id="116-new 400"),
        ],
    )
    def test_are_told_one_by_one(self, error: TelegramError, kind: type[DeliveryError]) -> None:
        """
        Either the chat is closed, or this letter is not taken; never a loop.
        """
        assert type(delivery_error(error)) is kind

    def test_repeat_nobodys_words(self) -> None:
        """
        What Telegram quotes does not travel on into logs and tables.
        """
        error = delivery_error(BadRequest("Bad Request: wrong thing: my secret words"))

        assert "secret" not in str(error)

    @pytest.mark.parametrize(
        "said",
        [
            "Bad Request: can't parse entities: unsupported type specified",
            "Bad Request: ENTITY_BOUNDS_INVALID",
            "Bad Request: entity beginning at UTF-16 offset 1 ends in a middle of a UTF-16 symbol",
        ],
    )
    def test_of_styles_are_known(self, said: str) -> None:
        """
        Then the same words may go as plain text.
        """
        assert is_about_styles(BadRequest(said))
        assert not is_about_styles(BadRequest("Bad Request: chat not found"))

    def test_of_a_moved_chat_give_its_new_id(self) -> None:
        """
        64: the error that goes with a migration.
        """
        error = delivery_error(ChatMigrated(-1002001))

        assert isinstance(error, Moved)
        assert error.chat == "-1002001"


class TestPatience:
    @pytest.mark.parametrize(
        "seconds", [pytest.param(7, id="115-seven"), pytest.param(86_400, id="115-a day")]
    )
    def test_is_as_long_as_asked(self, seconds: int) -> None:
        """
        Telegram says how long, and is believed.
        """
        later = delivery_error(RetryAfter(seconds))

        assert isinstance(later, TryLater)
        assert later.after == seconds

    @pytest.mark.parametrize(
        ("error", "after"),
        [
            pytest.param(
                NetworkError("Too Many Requests: retry after 0. The server response contained ..."),
                5.0,
                id="115-zero",
            ),
            pytest.param(NetworkError("Too Many Requests"), 5.0, id="115-missing"),
            pytest.param(NetworkError("Too Many Requests (429). Parsing ..."), 5.0, id="115-page"),
            pytest.param(InvalidToken("Unauthorized"), 60.0, id="120-revoked"),
        ],
    )
    def test_is_guessed_where_telegram_does_not_say(
        self, error: TelegramError, after: float
    ) -> None:
        """
        Too long is better than too short.
        """
        later = delivery_error(error)

        assert isinstance(later, TryLater)
        assert later.after == after

    def test_of_a_revoked_token_is_everywhere(self) -> None:
        """
        120: sending stops for all; nothing is lost.
        """
        later = delivery_error(InvalidToken("Unauthorized"))

        assert isinstance(later, TryLater)
        assert later.everywhere


class TestTheWay:
    @pytest.mark.parametrize(
        "error",
        [
            caused(NetworkError("httpx.ConnectError: "), httpx.ConnectError("")),
            caused(TimedOut(), httpx.ConnectTimeout("")),
            caused(TimedOut("Pool timeout"), httpx.PoolTimeout("")),
            caused(NetworkError("Unknown"), RuntimeError("not initialized")),
        ],
    )
    def test_that_was_never_entered_may_be_tried_again(self, error: TelegramError) -> None:
        """
        Telegram has certainly not seen it.
        """
        later = delivery_error(error)

        assert isinstance(later, TryLater)
        assert later.after == 1.0

    @pytest.mark.parametrize(
        "error",
        [
            caused(TimedOut(), httpx.ReadTimeout("")),
            caused(TimedOut(), httpx.WriteTimeout("")),
            caused(NetworkError("x"), httpx.RemoteProtocolError("")),
            caused(NetworkError("x"), httpx.ReadError("")),
            caused(NetworkError("x"), httpx.WriteError("")),
            NetworkError("Bad Gateway"),
            NetworkError("Internal Server Error"),
            TelegramError("Invalid server response"),
            KeyError("result"),
        ],
    )
    def test_that_broke_leaves_it_open(self, error: Exception) -> None:
        """
        It may have arrived or not, also with a 502.
        """
        assert isinstance(delivery_error(error), Uncertain)
