"""What a draft says, held against a story: each quotation, figure, date and statement with its state and its place.

It reads the account through `story` alone. Reading and marking the draft is done by `run.verify`.
"""

from whence.verify.draft import Draft
from whence.verify.look_up import look_up
from whence.verify.rows import Checked, Evidence, State, StateNote, Verified

__all__ = ["Checked", "Draft", "Evidence", "State", "StateNote", "Verified", "look_up"]
