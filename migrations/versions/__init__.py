"""The revisions. Their ids are numbers in order: "0001", "0002" ..."""
