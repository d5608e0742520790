"""The commands of `mortar`, one a module."""
