"""What comes back from a letter.

`acknowledgements` say that a province has it, `suspicion` that an answer came too fast to be
believed unread. `forwarding` notes which LAOs were told, `abstaining` who does not enter.
`correcting` sends a letter that came back to another address.
"""
