"""What couples build and keep, and what flows may have done with it between turns."""
