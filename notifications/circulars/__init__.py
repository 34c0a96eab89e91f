"""A circular from the first draft to the last mail.

`issuing` has its steps, with a second person's approval; `audience` says whom it is for,
`addressing` which mail goes where, `lao_copies` what LAOs get. `trying` comes before the release,
`amending` after it; `on_paper` is the letter as paper.
"""
