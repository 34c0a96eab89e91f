"""Until when an entry may be sent.

`extensions` answers that, with its twin in SQL; `extending` is asking for more time and giving it.
"""
