"""What is judged, by which criteria and when.

`changing` adds, changes and removes rounds, `rubric` their criteria; `window` says when marks are
taken. `entries` are those of a round, `paper` how one is shown, `masking` without names where the
round is blind. `calibrating` and `presenting` put some of them first, or all in an order.
"""
