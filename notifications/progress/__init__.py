"""How far each province is, by the plan.

`plan` counts working days, `planning` changes it; `lateness` says which step is owed, `standing`
in which words, `matrix` in a row a province. `reading` are the tables of a circular, `sifting` and
`districts` parts of the matrix, `last_time` the edition before. `tables` and `director_sheet` are
files and paper.
"""
