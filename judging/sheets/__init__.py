"""A judge at work: desk, score sheet, signature.

`desks` lists the own sheets, `own` finds one, `page` shows it; `saving` and `signing` are its
verbs, `reopening` takes a signature back, `amending` corrects signed marks after the release.
`inquiring` asks the officers; `fellows` are the marks of others, `own_scores` all the own ones;
`reading_time` is how long a sheet took. Working without a line is `judging.offline`.
"""
