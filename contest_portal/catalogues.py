"""The Thai catalogues: which English messages each app's code and templates use, and compiling.

Works with Python alone (polib), so that neither a fresh machine nor CI needs GNU gettext.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.template import Engine, engines
from django.template.base import FilterExpression, Node, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.functional import Promise

SINGLE = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
ROOT_APP = "contest_portal"
CATALOGUED_APPS = ("submissions", "judging", "notifications", ROOT_APP)

# (message, plural or None)
Message = tuple[str, str | None]


def catalogue_path(base: Path, app: str) -> Path:
    return base / app / "locale" / "th" / "LC_MESSAGES" / "django.po"


def messages_of(base: Path, app: str) -> set[Message]:
    """Every message that the app's Python files and templates ask for."""
    found: set[Message] = set()
    for path in sorted((base / app).rglob("*.py")):
        found.update(_messages_in_code(path))
    for path in _templates(base, app):
        found.update(_messages_in_template(path))
    return found


def _templates(base: Path, app: str) -> Iterator[Path]:
    """templates/<app>/… belong to that app, mails to notifications, all others to the portal."""
    folder = base / "templates"
    owners = {name: name for name in CATALOGUED_APPS} | {"emails": "notifications"}
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".txt"}):
        owner = path.relative_to(folder).parts[0]
        if owners.get(owner, ROOT_APP) == app:
            yield path


def _messages_in_code(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [arg.value for arg in node.args if _is_text(arg)]
        if name in SINGLE and texts:
            yield texts[0], None
        elif name in PLURAL and len(texts) >= 2:
            yield texts[0], texts[1]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _messages_in_template(path: Path) -> Iterator[Message]:
    template = Template(path.read_text(encoding="utf-8"), engine=_engine())
    for node in _nodes(template.nodelist):
        if isinstance(node, TranslateNode):
            text = node.filter_expression.var
            yield str(getattr(text, "literal", text)), None
        elif isinstance(node, BlockTranslateNode):
            yield _block_message(node)
        elif isinstance(node, FilterExpression):
            yield node.var._args[0], None


def _engine() -> Engine:
    return engines["django"].engine


def _nodes(nodelist) -> Iterator[Node | FilterExpression]:
    for node in nodelist:
        yield node
        for value in vars(node).values():
            yield from _nodes_within(value)


def _nodes_within(value: object) -> Iterator[Node | FilterExpression]:
    """Nodes inside an attribute of a node, and the `_("…")` among a tag's arguments."""
    if isinstance(value, Node):
        yield from _nodes([value])
    elif isinstance(value, FilterExpression) and isinstance(value.var, Promise):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _nodes_within(part)


def _block_message(node: BlockTranslateNode) -> Message:
    singular, _names = node.render_token_list(node.singular)
    if not node.plural:
        return singular, None
    plural, _names = node.render_token_list(node.plural)
    return singular, plural


def update(base: Path, app: str) -> int:
    """Add missing messages, empty, and mark unused ones; returns how many lack a translation."""
    path = catalogue_path(base, app)
    catalogue = polib.pofile(str(path)) if path.exists() else _new_catalogue()
    wanted = messages_of(base, app)
    known = {(entry.msgid, entry.msgid_plural or None) for entry in catalogue}
    for message, plural in sorted(wanted - known, key=str):
        catalogue.append(_entry(message, plural))
    for entry in list(catalogue):
        if (entry.msgid, entry.msgid_plural or None) not in wanted:
            catalogue.remove(entry)
    catalogue.sort(key=lambda entry: entry.msgid)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return len(untranslated(catalogue))


def placeholders(text: str) -> set[str]:
    """The {names} and %(names)s that a message leaves open."""
    return set(re.findall(r"\{\w*\}|%\(\w+\)[sd]", text))


def untranslated(catalogue: polib.POFile) -> list[str]:
    return [entry.msgid for entry in catalogue if not entry.translated()]


def _new_catalogue() -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "th",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return catalogue


def _entry(message: str, plural: str | None) -> polib.POEntry:
    if plural is None:
        return polib.POEntry(msgid=message, msgstr="")
    return polib.POEntry(msgid=message, msgid_plural=plural, msgstr_plural={0: ""})


def compile_all(base: Path) -> int:
    """Write every .mo beside its .po; returns how many."""
    paths = sorted(base.glob("*/locale/*/LC_MESSAGES/*.po"))
    for path in paths:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return len(paths)
