"""Files of an entry, from the upload to the reader.

`uploads` takes them in, `storing` hands them over, `finishing` waits for the scanner and
`pictures`, `locking` does what the scanner says. `serving` hands them out, `ranges` in parts,
under `file_names` that are safe. Looking into files is `submissions.checks`, carrying them in
pieces `submissions.transfer`.
"""
