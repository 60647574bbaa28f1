"""The screen of the duty room."""
