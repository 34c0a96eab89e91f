"""The radar: which entries resemble each other. Officers decide what it means.

1. `sketching` turns what was sent into a set of hashed character shingles.
2. `comparing` finds each entry's nearest others by the cosine of their weighted shingles.
3. `chaining` keeps those that say the same things in the same order.
4. `reasons` adds what else two entries share: a file, a vendor, a tool.
5. `pairing` keeps the pairs in a table, in the background, and sets one aside with a reason.
"""
