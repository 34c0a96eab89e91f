"""When a result is public, and what follows.

`release_page` is what the second person reads, `releasing` publishes it, `embargo` does so by the
clock. `outcomes` and `feedback` are what an organisation is told; `certificates` (on paper:
`certificate_paper`), `appeals` and `corrections` come after, as chosen beforehand in `sequels`.
"""
