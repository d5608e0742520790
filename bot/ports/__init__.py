"""What crosses the edges: messages, and the protocols of gateways, the store and the clock."""
