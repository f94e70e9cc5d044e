"""Mutants: one small fault at a time in the content or in the rules, to see whether any test notices.

`make mutants` judges several hundred, `make check` a sample of forty. A mutant that no test notices is a missing test,
or changes nothing; then equivalent.yaml says in words why nobody could notice.
"""
