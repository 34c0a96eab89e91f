"""Numbers that people read: random Crockford-32, never counted.

A counter would tell a judge that an entry exists which he may not know of.
"""

import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


def new_number(*, groups: int = 2) -> str:
    """A random number such as "7K2M-Q9XD": 20 bits a group of four."""
    return "-".join(_group() for _ in range(groups))


def _group() -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(4))


def normalise_number(typed: str) -> str:
    """The number as stored from what a person typed: case, spaces, dashes and O/I/L forgiven."""
    symbols = typed.strip().upper().translate(LOOKALIKES)
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))
