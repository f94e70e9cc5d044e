"""Who may open the data on this machine: the data key, wrapped once for each of them, in one file beside the data.

Knows nothing of the database. `keyfile` is light; the rest is loaded only where there is something to unlock, because
argon2 and cryptography cost 60 ms. Called by `triage.unlocking` and the commands about keys.
"""
