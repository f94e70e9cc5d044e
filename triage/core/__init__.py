"""The rules of the desk: pure, standard library only, no I/O, no clock, no randomness.

Nothing here may import from any other folder of triage (import-linter proves it).
"""
