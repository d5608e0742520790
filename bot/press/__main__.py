"""The press's own process."""

from bot.press.worker import main

main()
