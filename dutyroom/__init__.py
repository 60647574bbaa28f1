"""Dutyroom: the duty room of a government office, without a screen."""

__version__ = "0.1.0"
