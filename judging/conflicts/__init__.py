"""Who must not judge what.

`barring` declares a conflict, and from then on the entry does not exist for that judge.
`declaring` is a judge going through the list; `backgrounds` and `suggesting` are what the register
knows, pinned or set aside by officers; `lists` shows both.
"""
