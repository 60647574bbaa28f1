"""Who is on: plans, rotation, swaps, and who really sat (DESIGN section 7)."""
