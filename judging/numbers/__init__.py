"""What marks can tell: pure functions on exact rational numbers, with nothing of the database.

Published numbers are rounded half-up to four places once, at the end. Only resampling, whose
result is an interval and not a score, computes in floating point.
"""
