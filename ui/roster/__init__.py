"""The roster on the screen: who is on, why, and how it is planned and changed."""
