"""Agreeing what is shared, getting somebody to a service, who keeps it together, and how each need ends (contract.md 4-6)."""
