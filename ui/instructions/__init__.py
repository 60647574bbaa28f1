"""Leaders' instructions, their supervision, and the papers that were received."""
