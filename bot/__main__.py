"""Let `python -m bot` be the command `mortar`."""

from bot.cli import main

if __name__ == "__main__":
    main()
