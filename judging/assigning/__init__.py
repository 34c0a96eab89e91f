"""Who reads what.

`planning` gathers what a plan depends on, `balancing` weighs it, `drafting` has it solved (in
`judging.solving`), `plan_page` and `shortfalls` show it, `assignment` takes it. `pairing` is one
judge and one entry by hand; `lacking` are entries that need a judge later.
"""
