"""Measure how fast it is, beside raw sqlite3 in the same run. See docs/performance.md."""
