"""When somebody comes back, what came of it, and what supervisors read about it (practice.md D7, D9)."""
