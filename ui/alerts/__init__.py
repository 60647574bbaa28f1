"""What the desk shows of alerts: the window that cannot be missed, the heart, the rows of what stands."""
