"""The watch that really sits, and its handover: cut-off, sheet, read-back, two signatures, review."""
