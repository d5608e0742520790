"""
What people see: the emulators' chats, drawn as the two apps show them.

`python -m tests.screens` plays the scenes, writes the pictures of docs/screens.md, and ends. Look
at them before you keep them.
"""
