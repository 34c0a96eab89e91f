"""Who is written to again, and when.

`reminders` are for provinces that have not answered, `escalating` goes to their other mailbox,
`nudging` is for people of LAOs who began something and have not finished.
"""
