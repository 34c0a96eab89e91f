"""One claimed mail on its way to the relay, and back where it returns.

`claiming` makes sending safe, `delivery` carries, `relay` is the conversation. `breaker`,
`pacing`, `hanging_up` and `allowing` hold a mail back; `returning`, `bouncing` and `mailboxes` are
mail that comes back; `reasons` says in words what a server answered.
"""
