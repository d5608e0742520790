"""Who is in a room."""

ANYBODY = 1_000_000
"""Counted where anybody can read along: more people than any room of any platform holds."""
