"""What helps people who write flows: a picture, a schema for editors, a reference, a beginning."""
