"""Three phones in a browser as a platform: two private chats and a room, and a clock."""
