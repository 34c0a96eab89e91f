"""Looking into a file that a stranger sent, in a process of its own with little to lose.

Run as `python -m submissions.checking FILE FOLDER`. Imports nothing of the portal.
"""
