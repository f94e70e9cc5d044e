"""Who may open the data on this machine: the data key, wrapped once for each of them, in one file beside the data.

Knows nothing of the database. Loaded only where there is something to unlock (argon2 and cryptography cost 60 ms).
"""
