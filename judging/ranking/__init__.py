"""From signed sheets to a proposed ranking.

`evidence` is what it rests on, `methods` which score decides, `proposing` works it out and stores
it, `standings` shows it. `figures` and `charting` are the numbers behind it, `topping_up` says
where one more review could decide. The arithmetic is in `judging.numbers`.
"""
