"""Other formats in and out. Imports use cases and core; called by bootstrap and the commands."""
