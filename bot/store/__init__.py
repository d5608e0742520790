"""Keep the promises of `bot.ports.store`: rows, the keys that seal them, and how they are read."""
