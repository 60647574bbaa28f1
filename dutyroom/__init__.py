"""Dutyroom: the duty room of a government office, without a screen."""
