"""Where: provinces, districts, local administrative organisations and their mailboxes."""
