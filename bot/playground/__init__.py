"""The playground: both phones, the room and a clock in a browser, in front of a real bot."""
