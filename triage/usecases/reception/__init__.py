"""The front desk: who is here, who has them open, what is different in the building today, finding a service (design.md 6)."""
