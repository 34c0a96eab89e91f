"""A style sheet without the rules that no page can use."""

from launcher.assets import BOOTSTRAP
from launcher.pruning import CLASS, pruned, sources, words_in


def test_a_rule_stays_for_the_selectors_that_some_page_can_match():
    css = "a{b:c}.mt-3,.mt-4{d:e}.mt-3 .card{f:g}.x:not(.card,.y){h:i}"

    assert pruned(css, {"mt-3", "x"}) == "a{b:c}.mt-3{d:e}.x:not(.card,.y){h:i}"


def test_conditions_go_with_their_last_rule_and_other_at_rules_stay():
    css = '@charset "UTF-8";@media print{.a{b:c}.d{e:f}}@media all{.d{g:h}}@keyframes k{to{i:j}}'

    assert pruned(css, {"a"}) == '@charset "UTF-8";@media print{.a{b:c}}@keyframes k{to{i:j}}'


def test_with_every_class_in_use_nothing_is_left_out():
    css = BOOTSTRAP.read_text(encoding="utf-8").partition("/*# source")[0].strip()

    assert pruned(css, set(CLASS.findall(css))) == css


def test_words_come_from_templates_code_and_scripts(tmp_path):
    (tmp_path / "page.html").write_text('<p class="mt-3 quiet">')
    (tmp_path / "notes.md").write_text("card")

    assert words_in(sources([tmp_path])) == {"p", "class", "mt-3", "quiet"}
