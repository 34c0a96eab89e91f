"""Tell them: circulars, reminders, receipts, and the truth about delivery."""
