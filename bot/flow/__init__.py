"""The flow language: reading, checking and playing a conversation for two. Pure throughout."""
