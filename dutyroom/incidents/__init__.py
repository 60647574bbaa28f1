"""Incidents: what happened, how bad it is by the rules, and what has to be told by when."""
