"""What is due, who is called for it, and whether anybody has answered."""
