"""What staff can do: one verb, one plain synchronous function in one transaction (design.md 3, idea 9).

Imports core only. The store, the clock and the faces are handed in; nothing here knows who they are.
"""
