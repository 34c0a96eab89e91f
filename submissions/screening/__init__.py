"""What officers do with what was sent.

`queue` says which entry needs somebody, `desk` who has it; `findings` are judged criterion by
criterion beside the `evidence`, `bulk` many entries in one go; `sendbacks` ask for more.
"""
