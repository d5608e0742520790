"""What anybody may ask for themselves, in their own chat and at any time."""
