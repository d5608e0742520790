"""Emulators of the chat platforms, for tests only: the real client libraries talk to them."""
