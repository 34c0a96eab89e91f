"""Taking an organisation's name out of what it wrote, for rounds that are blind to it."""

import re
from functools import lru_cache
from typing import Any

HIDDEN = "▇▇▇"
# As in official names and as people write: เทศบาลตำบลดงดวน, ทต.ดงดวน, อบต. ดงดวน.
KINDS = (
    "องค์การบริหารส่วนจังหวัด", "องค์การบริหารส่วนตำบล", "เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล",
    "เทศบาล", "อบจ.", "อบต.", "ทน.", "ทม.", "ทต.",
)  # fmt: skip


def masked(value: Any, name: str) -> Any:
    """The answer, of whatever type, with the name of this organisation hidden wherever it stands
    behind a word for its kind. The bare name is left: it is often that of a place or a plain word.
    """
    if isinstance(value, str):
        return _pattern(name).sub(HIDDEN, value)
    if isinstance(value, list):
        return [masked(each, name) for each in value]
    if isinstance(value, dict):
        return {key: masked(each, name) for key, each in value.items()}
    return value


@lru_cache(maxsize=1024)
def _pattern(name: str) -> re.Pattern[str]:
    bare = next((name.removeprefix(kind) for kind in KINDS if name.startswith(kind)), name).strip()
    kinds = "|".join(map(re.escape, KINDS))
    return re.compile(rf"(?:{kinds})\s*{re.escape(bare)}|{re.escape(name)}")
