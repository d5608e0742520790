"""Mortar, the application. It knows no platform; adapters bring those."""
