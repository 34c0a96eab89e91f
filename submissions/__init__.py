"""What local organisations enter: entries, answers, files, submissions and receipts."""
