"""A style sheet without the rules that no page can use."""

from launcher.assets import BOOTSTRAP
from launcher.pruning import (
    ATTRIBUTE,
    CLASS,
    pruned,
    sources,
    tightened,
    without_unread,
    words_in,
)


def test_a_rule_stays_for_the_selectors_that_some_page_can_match():
    css = "a{b:c}.mt-3,.mt-4{d:e}.mt-3 .card{f:g}.x:not(.card,.y){h:i}"

    assert pruned(css, {"mt-3", "x"}) == "a{b:c}.mt-3{d:e}.x:not(.card,.y){h:i}"


def test_conditions_go_with_their_last_rule_and_other_at_rules_stay():
    css = '@charset "UTF-8";@media print{.a{b:c}.d{e:f}}@media all{.d{g:h}}@keyframes k{to{i:j}}'

    assert pruned(css, {"a"}) == '@charset "UTF-8";@media print{.a{b:c}}@keyframes k{to{i:j}}'


def test_with_every_class_in_use_nothing_is_left_out():
    css = BOOTSTRAP.read_text(encoding="utf-8").partition("/*# source")[0].strip()

    assert pruned(css, set(CLASS.findall(css) + ATTRIBUTE.findall(css))) == css


def test_a_theme_that_no_page_asks_for_is_left_out():
    css = "[data-bs-theme=dark]{a:b}:root,[data-bs-theme=light]{c:d}"

    assert pruned(css, set()) == ":root{c:d}"


def test_blanks_and_remarks_are_left_out_but_not_those_that_separate():
    css = "/* a */ .b > .c ,\n.d .e { width: calc(1px + 2px); }\n@media (a: b) { f {} }"

    assert tightened(css) == ".b>.c,.d .e{width:calc(1px + 2px)}@media (a:b){f{}}"


def test_a_property_stays_as_long_as_something_reads_it():
    css = ":root{--bs-a:1;--bs-b:var(--bs-c);--bs-c:2;--own:3}p{d:var(--bs-a)}"

    assert without_unread(css, "--bs-") == ":root{--bs-a:1;--own:3}p{d:var(--bs-a)}"


def test_words_come_from_templates_code_and_scripts(tmp_path):
    (tmp_path / "page.html").write_text('<p class="mt-3 quiet">')
    (tmp_path / "notes.md").write_text("card")

    assert words_in(sources([tmp_path])) == {"p", "class", "mt-3", "quiet"}
