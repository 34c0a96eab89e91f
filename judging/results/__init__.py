"""When a result is public, and what follows.

`release_page` is what the second person reads, `embargo` a release by the clock. `outcomes` and
`feedback` are what an organisation is told; `certificates`, `appeals` and `corrections` come
after, as chosen beforehand in `sequels`.
"""
