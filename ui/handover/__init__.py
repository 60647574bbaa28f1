"""The page 交接: the watch, its handover, and the review of past ones."""
