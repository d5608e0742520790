"""Walk a flow in every way there is, and say shortly where it breaks a promise."""
