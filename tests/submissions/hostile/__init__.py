"""The hostile files: forty-five ways to send something else than what was asked for.

Nothing of them is kept in the project: every file is made when a test wants it.
"""
