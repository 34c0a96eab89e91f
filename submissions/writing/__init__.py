"""An organisation writes its entry.

`content` is what an entry holds now, `task_list` how far it is; `answers` saves what was written,
`typed` reads it, `words` says it; `history` and `differences` tell who changed what.
"""
