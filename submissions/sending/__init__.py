"""The life of an entry, and what is frozen when it is sent.

`steps` is the table of all steps, `workflow` takes one; `sendable` is what would be sent now,
`approvals` and `approving` are the signatory's word. `receipts` freeze it, `receipt_paper` puts it
on paper, `printed` reads it, `versions` compares.
"""
