"""The whole way of one couple, as it is written once, on Telegram and on Discord."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.transcript import Transcript, read_transcript
from tests.content.wayfarers import Wayfarers
from tests.e2e.anywhere import OnDiscord, OnTelegram
from tests.e2e.house import House
from tests.e2e.script import HURT, PAIRING, REPAIRING, Answers, Sees
from tests.e2e.test_both_platforms import (
    TOKEN,
    Week,
    discord_server,
    ends_well,
    made,
    telegram_server,
)
from tests.e2e.test_both_platforms import until as until_true

WAY = Path(__file__).parents[1] / "transcripts" / "way_sixteen_weeks.yaml"
