"""What people decide beside the marks.

`decisions` joins marks, rules and people, an entry each; `awarding`, `quotas` and `quota_effects`
are the rules, `ties` the chair's word. `meeting` and `minutes` are the consensus meeting, with
`minutes_paper`; `passages` says who goes on to the next round, `passage_page` what that rests on.
"""
