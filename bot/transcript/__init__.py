"""Played conversations: reading them, playing them again, a whole folder of them as tests."""

from bot.transcript.playing import Astray, Player, play
from bot.transcript.reading import Step, Transcript, length, read_transcript

__all__ = ["Astray", "Player", "Step", "Transcript", "length", "play", "read_transcript"]
