"""Who should read what: an optimal plan, worked out in a process of its own.

Run as `python -m judging.solving`, a problem as JSON on standard input, the plan on standard
output. Imports nothing of the portal, so that the solver's libraries and memory stay out of it.
"""
