"""Every mail is a row first, committed together with the fact it tells of.

`outbox` holds and drains the rows, `composing` writes a mail, `owing` is what receivers owe a
person, `backend` is Django's own mail, `heads` the mailed head of the audit; `waking` starts a
worker. What carries the rows is `notifications.carrying`.
"""
