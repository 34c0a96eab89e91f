"""Files that arrive in parts, over bad lines, and if need be after the deadline.

`declaring` says what will come, `parts` keeps the bytes, `receiving` makes a file of them, and
`due` follows what a submission still waits for.
"""
