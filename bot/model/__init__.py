"""Plain values: who a couple is and what was said. No I/O, no clock, no chance."""
