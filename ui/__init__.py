"""The screen of the duty room."""

from ui.unread_sources import leave_sources_unread

leave_sources_unread()
