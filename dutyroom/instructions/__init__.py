"""Leaders' instructions and their supervision, and the papers that are received and circulated."""
