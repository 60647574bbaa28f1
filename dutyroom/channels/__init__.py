"""Outside means of being heard and seen; each library in one file."""
