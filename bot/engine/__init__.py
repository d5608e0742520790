"""One message's way through the bot: who is this, what follows, and how it gets delivered."""
