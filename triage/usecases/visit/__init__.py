"""One visit, from the first question to who can help: what is asked, heard, worked out and shown (contract.md 1, 3, 4)."""
