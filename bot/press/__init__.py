"""Pictures, papers and photos, made in a process that is there only while there is work."""
