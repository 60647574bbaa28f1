"""The rules of the room: thresholds, chains and deadlines, each change a version that stays."""
