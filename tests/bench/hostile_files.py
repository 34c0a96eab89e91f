"""What checking each hostile file costs, as a table.

`.venv/bin/python -m tests.bench.hostile_files` prints the body of docs/measured/hostile-files.md.
The verdicts by form, and who gets what, are held by tests/submissions/test_hostile_files.py.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest_portal.settings")
for key in ("PORTAL_SECRET_KEY", "PORTAL_LINK_KEY"):
    os.environ.setdefault(key, "of-this-table-only-0123456789-abcdefghijklmnopqrstuvwxyz")

from tests.submissions.hostile.corpus import CASES  # noqa: E402  (it reads the settings)
from tests.submissions.hostile.measuring import check  # noqa: E402


def main() -> None:
    print("| # | file | bytes | verdict | found | CPU s | MB |")
    print("| --- | --- | ---: | --- | --- | ---: | ---: |")
    for case in CASES:
        content = case.make()
        cost = check(content)
        found = cost.found.get("refused") or cost.found["kind"]
        said = case.finding if case.finding in ("empty", "too_large", "quarantined") else found
        print(
            f"| {case.number} | {case.what} | {len(content):,} | {case.verdict} | {said} "
            f"| {cost.seconds:.2f} | {cost.megabytes:.0f} |"
        )


if __name__ == "__main__":
    main()
