"""`mortar scan`: patterns of risk, tried on many lines."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands.scan import looked
from bot.risk import read_nets

ROOT = Path(__file__).parents[2]
NETS = read_nets(ROOT / "dialogs" / "safety")


def scanned(text: str) -> "subprocess.CompletedProcess[str]":
    """Give lines to the command."""
    command = [sys.executable, "-m", "bot", "scan"]
    return subprocess.run(
        command, cwd=ROOT, input=text, capture_output=True, text=True, timeout=60, check=False
    )


def test_line_by_line() -> None:
    """In order, one for each; a bad one is named, and the rest goes on."""
    lines = [
        {"text": "I want to kill myself", "lang": "en"},
        {"text": "Mein Mann schlägt mich", "lang": "de-AT"},
        {"text": "The soup was good.", "lang": "en"},
    ]
    text = "\n".join([json.dumps(lines[0]), json.dumps(lines[1]), "{", json.dumps(lines[2]), ""])

    done = scanned(text)

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["kinds"] for one in found] == [["self_harm"], ["partner_violence"], [], []]
    assert done.returncode == 1
    assert "line 3: this is no JSON" in done.stderr


def test_nothing_wrong_is_nought() -> None:
    done = scanned('{"text": "hola", "lang": "es"}\n\n')

    assert (done.returncode, done.stdout) == (0, '{"kinds": []}\n')


@pytest.mark.parametrize("lang", [None, "", "fr", "tlh-XX"])
def test_unknown_language_tries_all(lang: str | None) -> None:
    """People mix them, and not every file says which one it is."""
    line = json.dumps({"text": "Quiero morirme", "lang": lang})

    assert looked(NETS, line.encode())["kinds"] == ["self_harm"]


@pytest.mark.parametrize("line", [b"[]", b"3", b'{"text": 3}', b"\xff", b'{"text": null}'])
def test_bad_lines(line: bytes) -> None:
    """No line stops the rest."""
    found = looked(NETS, line)

    assert found["kinds"] == []
    assert found["error"]


def test_two_kinds_are_sorted() -> None:
    line = json.dumps({"text": "He hits me and I want to die", "lang": "en"})

    assert looked(NETS, line.encode())["kinds"] == ["partner_violence", "self_harm"]
