"""The people of a panel.

`whatif` looks before inviting, `invitations` are the way on and off, with the `undertaking` given
and the `appointment_letter` issued; `reinviting` asks a panel again for a later round, `absence`
is leave. `panel` shows how far everybody is, with `pace` and `spreads`; `reminding` writes to who
owes sheets.
"""
