"""How a database came to its shape, one revision after the other. Only `mortar` runs these."""
