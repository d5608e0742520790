"""What a copy leaves out: pictures, which are seen in the chat and would only fill it."""

import json
from datetime import UTC, datetime

from bot.engine.rights import copies
from bot.engine.speech import Speech
from bot.model.couple import Seat
from bot.model.profile import Profile
from bot.ports.rows import Export, Told
from bot.things.shelf import Thing
from tests.engine.stage import CONTENT

AT = datetime(2026, 11, 24, 18, tzinfo=UTC)
KEPT = Export(
    Profile("Ana"), "1",
    (),
    (Told("progress", "picture", "drawn:AAAA", AT), Told("pulse", "one", 7, AT)),
    (), (), (), (),
    (
        Thing(1, "photo", None, AT, {"source": "", "jpeg": "SGVsbG8="}),
        Thing(2, "note", Seat.A, AT, {"what": "A walk"}),
    ),
)  # fmt: skip


def test_document() -> None:
    found = json.loads(copies.document(KEPT))

    assert [one["value"] for one in found["own"]] == [7]
    assert [one["fields"] for one in found["things"]] == [{"source": ""}, {"what": "A walk"}]


def test_text() -> None:
    told = copies.text(Speech(CONTENT.bundles, CONTENT.languages), KEPT)

    assert "pulse, one: 7" in told
    assert "what: A walk" in told
    assert "SGVsbG8=" not in told
    assert "drawn:" not in told
