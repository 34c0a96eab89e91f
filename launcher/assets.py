"""What is built from the sources: vendor files, Thai catalogues, and the static files to serve."""

import shutil
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path

from launcher import pruning
from launcher.environment import for_tools
from launcher.places import (
    CHECKOUT,
    NODE_MODULES,
    PAPER_FONTS,
    PYTHON,
    REQUIREMENTS,
    STATIC_ROOT,
    VAR,
    VENDOR,
    VENV,
    shown,
)
from launcher.stamps import Stamp, digest
from launcher.steps import run_step
from launcher.trouble import Trouble

PAGE_MAKERS = ("templates", "static", "contest_portal", "submissions", "judging", "notifications")
ICON_LIST = CHECKOUT / "static" / "icons.txt"
BOOTSTRAP = NODE_MODULES / "bootstrap" / "dist" / "css" / "bootstrap.min.css"
# In this order, after Bootstrap, in one file: on a slow line every further file is waited for.
CSS = CHECKOUT / "static" / "css"
STYLES = [CSS / f"{name}.css" for name in ("tokens", "fonts", "base", "components", "print")]
# What crispy-forms can draw and no page of ours asks it to.
NEVER_DRAWN = ("accordion", "modal", "nav", "tab", "btn-close", "form-floating", "form-switch",
               "input-group", "table", "alert", "card", "collapse")  # fmt: skip
SARABUN = NODE_MODULES / "@fontsource" / "sarabun" / "files"
FONT_SCRIPTS = ("thai", "latin")
FONT_WEIGHTS = (400, 600, 700)
# Papers are drawn with whole fonts, which no page ever loads: they lie outside what is served.
SARABUN_TTF = NODE_MODULES / "@expo-google-fonts" / "sarabun"
PAPER_WEIGHTS = ("400Regular", "600SemiBold", "700Bold")
# What nearly every page has of the Latin file, in a file of its own, half as long, that the first
# view waits for; the whole one is fetched by pages that need more (static/css/fonts.css).
CORE = "U+0020-007E,U+00A0,U+00A7,U+00B7,U+00D7,U+2013,U+2014,U+2018-201D,U+2022,U+2026,U+2192"
FEATURES = "ccmp,kern,mark,mkmk,lnum,tnum"
ICONS = NODE_MODULES / "bootstrap-icons" / "icons"
# What a page loads when somebody chooses a file: it sends in parts, and digests.
TUS = NODE_MODULES / "tus-js-client" / "dist" / "tus.min.js"
HASHES = NODE_MODULES / "@noble" / "hashes"
HASH_MODULES = ("sha2", "_md", "_u64", "utils")


def build(*, env: Mapping[str, str]) -> None:
    copy_vendor_files()
    compile_catalogues(env=env)
    collect_static_files(env=env)


def copy_vendor_files() -> None:
    """The few files of node_modules that the portal serves, inlines or draws papers with."""
    sources = [CHECKOUT / "package-lock.json", ICON_LIST, *Path(__file__).parent.glob("*.py")]
    sources += [*STYLES, *_page_makers(), *_form_makers()]
    stamp = Stamp(VENDOR / ".stamp", digest(sources))
    if stamp.is_fresh():
        return
    shutil.rmtree(VENDOR, ignore_errors=True)
    _write_styles(VENDOR / "portal.css")
    _copy_each(_font_files(), VENDOR / "sarabun")
    _write_core_fonts(VENDOR / "sarabun")
    _copy_each(_icon_files(), VENDOR / "icons")
    (VENDOR / TUS.name).write_text(_without_source_map(TUS), encoding="utf-8")
    _copy_each((HASHES / f"{name}.js" for name in HASH_MODULES), VENDOR / "hashes")
    shutil.rmtree(PAPER_FONTS, ignore_errors=True)
    _copy_each(_paper_fonts(), PAPER_FONTS)
    stamp.press()


def compile_catalogues(*, env: Mapping[str, str]) -> None:
    catalogues = in_apps("locale/*/LC_MESSAGES/*.po")
    compiled = all(path.with_suffix(".mo").exists() for path in catalogues)
    stamp = Stamp(VAR / "stamps" / "catalogues", digest(catalogues))
    if compiled and stamp.is_fresh():
        return
    _manage("Compiling the Thai catalogues", "compile_catalogues", env=env)
    stamp.press()


def collect_static_files(*, env: Mapping[str, str]) -> None:
    """Packages bring static files too, so their lock file counts as a source."""
    settings = CHECKOUT / "contest_portal" / "settings.py"
    own = [CHECKOUT / "static", *in_apps("static")]
    sources = [*own, VENDOR, settings, REQUIREMENTS / "portal.txt"]
    stamp = Stamp(VAR / "stamps" / "static", digest(sources))
    if STATIC_ROOT.is_dir() and stamp.is_fresh():
        return
    _manage("Collecting static files", "collectstatic", "--noinput", env=env)
    stamp.press()


def in_apps(pattern: str) -> list[Path]:
    """What matches inside the apps, which lie one or two folders deep."""
    found = [*CHECKOUT.glob(f"*/{pattern}"), *CHECKOUT.glob(f"*/*/{pattern}")]
    return [path for path in found if VAR not in path.parents]


def _manage(title: str, *arguments: str, env: Mapping[str, str]) -> None:
    run_step(title, [str(PYTHON), "manage.py", *arguments], env=env)


def _write_styles(path: Path) -> None:
    """Bootstrap's rules that some page uses, then ours.

    It lies beside the folder css, so that what ours refer to is found from here too.
    """
    path.parent.mkdir(parents=True)
    ours = [style.read_text(encoding="utf-8") for style in STYLES]
    styles = pruning.tightened("\n".join([_bootstrap(), *ours]))
    path.write_text(pruning.without_unread(styles, "--bs-"), encoding="utf-8")


def _bootstrap() -> str:
    """Without the line that names its source map, which is not served, and what nobody uses."""
    css = _without_source_map(BOOTSTRAP)
    drawn = {word for word in pruning.words_in(_form_makers()) if not word.startswith(NEVER_DRAWN)}
    return pruning.pruned(css, drawn | pruning.words_in(_page_makers()))


def _without_source_map(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if "sourceMappingURL=" not in line)


def _page_makers() -> list[Path]:
    return pruning.sources([CHECKOUT / name for name in PAGE_MAKERS])


def _form_makers() -> list[Path]:
    """Packages that write our forms."""
    return pruning.sources(_site_packages().glob("crispy_*"))


def _site_packages() -> Path:
    """Of .venv; in the image, which has none, of the Python that runs."""
    found = [*VENV.glob("lib/python*/site-packages"), Path(sysconfig.get_path("purelib"))]
    return found[0]


def _font_files() -> Iterator[Path]:
    for script in FONT_SCRIPTS:
        for weight in FONT_WEIGHTS:
            yield SARABUN / f"sarabun-{script}-{weight}-normal.woff2"


def _paper_fonts() -> Iterator[Path]:
    for weight in PAPER_WEIGHTS:
        yield SARABUN_TTF / weight / f"Sarabun_{weight}.ttf"


def _write_core_fonts(folder: Path) -> None:
    python = PYTHON if PYTHON.exists() else sys.executable
    for weight in FONT_WEIGHTS:
        whole = SARABUN / f"sarabun-latin-{weight}-normal.woff2"
        core = folder / f"sarabun-core-{weight}-normal.woff2"
        subset = [str(python), "-m", "fontTools.subset", str(whole), f"--output-file={core}"]
        choice = [f"--unicodes={CORE}", f"--layout-features={FEATURES}", "--flavor=woff2"]
        run_step(f"Making a small font of weight {weight}", [*subset, *choice], env=for_tools())


def _icon_files() -> Iterator[Path]:
    """One name a line in static/icons.txt; a line that starts with # is a remark."""
    lines = ICON_LIST.read_text(encoding="utf-8").splitlines() if ICON_LIST.exists() else []
    for name in filter(None, (line.partition("#")[0].strip() for line in lines)):
        icon = ICONS / f"{name}.svg"
        if not icon.exists():
            raise Trouble(f"{shown(ICON_LIST)} names {name!r}: bootstrap-icons has no such icon.")
        yield icon


def _copy_each(files: Iterator[Path], folder: Path) -> None:
    folder.mkdir(parents=True)
    for file in files:
        shutil.copyfile(file, folder / file.name)
