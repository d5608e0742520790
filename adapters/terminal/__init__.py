"""The terminal as a platform: two private chats and a room, in one window."""
