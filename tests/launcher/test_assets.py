"""The vendor files that a page needs are there, and nothing else."""

import pytest

from launcher import assets
from launcher.places import CHECKOUT, VENDOR
from launcher.trouble import Trouble

needs_vendor_files = pytest.mark.skipif(
    not (VENDOR / ".stamp").exists(), reason="./portal has not copied the vendor files yet"
)


def names(folder):
    return sorted(path.name for path in (VENDOR / folder).iterdir())


@needs_vendor_files
def test_the_style_sheet_names_no_source_map_because_none_is_served():
    css = (VENDOR / "portal.css").read_text()

    assert "sourceMappingURL" not in css


@needs_vendor_files
def test_sarabun_comes_in_two_scripts_and_a_short_core_of_three_weights():
    assert names("sarabun") == [
        "sarabun-core-400-normal.woff2",
        "sarabun-core-600-normal.woff2",
        "sarabun-core-700-normal.woff2",
        "sarabun-latin-400-normal.woff2",
        "sarabun-latin-600-normal.woff2",
        "sarabun-latin-700-normal.woff2",
        "sarabun-thai-400-normal.woff2",
        "sarabun-thai-600-normal.woff2",
        "sarabun-thai-700-normal.woff2",
    ]


@needs_vendor_files
def test_the_core_is_half_as_long_and_the_style_sheet_says_what_is_in_it():
    sizes = {path.name: path.stat().st_size for path in (VENDOR / "sarabun").iterdir()}
    css = (CHECKOUT / "static" / "css" / "fonts.css").read_text()

    for weight in assets.FONT_WEIGHTS:
        core, whole = (f"sarabun-{script}-{weight}-normal.woff2" for script in ("core", "latin"))
        assert sizes[core] < 0.6 * sizes[whole]
    assert css.count(f"unicode-range: {assets.CORE.replace(',', ', ')};") == len(
        assets.FONT_WEIGHTS
    )


@needs_vendor_files
def test_only_the_listed_icons_are_copied():
    listed = assets.ICON_LIST.read_text().splitlines()
    wanted = {name.strip() for name in listed if name.strip() and not name.startswith("#")}

    assert names("icons") == sorted(f"{name}.svg" for name in wanted)


def test_an_icon_that_does_not_exist_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "ICON_LIST", tmp_path / "icons.txt")
    assets.ICON_LIST.write_text("no-such-icon\n")

    with pytest.raises(Trouble, match="'no-such-icon'"):
        list(assets._icon_files())


def test_what_is_built_is_not_taken_for_a_source():
    sources = {path.relative_to(CHECKOUT).parts[0] for path in assets.in_apps("static")}

    assert sources & {"var", "node_modules", ".venv"} == set()
