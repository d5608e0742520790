"""What a flow can begin as; apart from the rest, so that the command line stays quick."""

KINDS = ("questions", "checkin", "sitting")
