"""One folder for each platform. Its types come in and stop there."""
