"""The promises of the desk, each tried many times and each with a control that must fail: `python -m tests.promises`.

One small file for each promise, named after it; a new file is found by its name. `make faults` tries each at its full
number, `make test` a few of each.
"""
