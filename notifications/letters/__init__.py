"""What a letter says, and the way into it without an account.

`parsing` reads an official letter, `anatomy` names its parts, `placeholders` are the words that
differ from recipient to recipient. `links` are derived, not stored; `attaching` is what goes with
a mail; `letter_sheet` and `poster_sheet` are paper.
"""
