"""Scoring without a line: a printed pack of one's own sheets, and a table to fill in and upload.

A row of the table is one criterion of one sheet and carries the sheet's version, so that what the
portal has learnt since the download is never overwritten. Sheets in conflict are in neither.
"""
