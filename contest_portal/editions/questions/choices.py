"""One choice or several, and where the rules allow it "other, say what".

One choice is stored as its key, or {"chosen": key, "other": text} where something was said; several
as {"chosen": [keys], "other": text}. A choice that is offered no more carries `retired`: whoever
chose it keeps it.

Rules: `other` (true to offer it), `most` (how many, of several).
"""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_portal.editions.models import FormField, in_language

from .kind import Kind, Printed, Unclear, Value, one_line
from .widgets import Options

OTHER = "other"


class Choice(Kind):
    rule_names = frozenset({"other"})
    template = "questions/choice.html"
    can_have_choices = True

    def sent(self, field: FormField, data: Mapping[str, str], name: str) -> Value | None:
        """Nothing chosen sends nothing but the mark that it was asked."""
        if name not in data and f"{name}.asked" not in data:
            return None
        chosen = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        return {"chosen": chosen, "other": data.get(f"{name}.other", "")}

    def tidy(self, field: FormField, typed: Value) -> Value:
        chosen, other = _taken_apart(typed)
        if other and not chosen:
            chosen = [OTHER]
        return self.put_together(_in_order(field, chosen), other)

    def put_together(self, chosen: list[str], other: str) -> Value:
        key = chosen[0] if chosen else ""
        return {"chosen": key, "other": other} if other else key

    def problem(self, field: FormField, value: Value) -> str:
        chosen, other = _taken_apart(value)
        offered = {choice["key"] for choice in field.choices} | _other_key(field)
        if set(chosen) - offered:
            return _("Choose one of the answers.")
        if OTHER in chosen and _other_key(field) and not other:
            return _("Say what the other is.")
        if other and OTHER not in chosen:
            return _("You said what the other is: choose “Other” too, or empty its box.")
        return self.too_many(field, chosen)

    def too_many(self, field: FormField, chosen: list[str]) -> str:
        return ""

    def read(self, field: FormField, tidied: Value) -> Value:
        if tidied != "" and (wrong := self.problem(field, tidied)):
            raise Unclear(wrong)
        return tidied

    def length(self, value: Value) -> int:
        chosen, other = _taken_apart(value)
        return sum(map(len, chosen)) + len(other)

    def chosen(self, value: Value) -> set[str]:
        return set(_taken_apart(value)[0])

    def printed(self, field: FormField, value: Value) -> Printed:
        return "; ".join(_chosen_words(field, value))

    def control(self, field: FormField, value: Value) -> forms.Field:
        chosen, other = _taken_apart(value)
        offered = [(key, words) for key, words, retired in words_of(field)
                   if not retired or key in chosen]  # fmt: skip
        unknown = [(key, key) for key in chosen if key not in dict(offered) and key != OTHER]
        options = [*offered, *unknown, *_further_options(field, chosen, self.input_type)]
        widget = Options(
            options, input_type=self.input_type, other=OTHER in dict(options), other_key=OTHER
        )
        return forms.Field(widget=widget, initial=(chosen or [""], other))

    input_type = "radio"

    def wrong_rules(self, field: FormField) -> str:
        offered = [choice for choice in field.choices if not choice.get("retired")]
        if len(offered) + bool(field.rules.get("other")) < 2:
            return _("Give at least two answers to choose from.")
        keys = [choice["key"] for choice in field.choices]
        if len(set(keys)) < len(keys) or OTHER in keys:
            return _("Two answers have the same key.")
        return super().wrong_rules(field)


class ManyChoices(Choice):
    rule_names = frozenset({"other", "most"})
    template = "questions/many_choices.html"
    input_type = "checkbox"

    def tidy(self, field: FormField, typed: Value) -> Value:
        chosen, other = _taken_apart(typed)
        return self.put_together(_in_order(field, [*chosen, *([OTHER] if other else [])]), other)

    def put_together(self, chosen: list[str], other: str) -> Value:
        return {"chosen": chosen, "other": other} if chosen or other else ""

    def too_many(self, field: FormField, chosen: list[str]) -> str:
        most = field.rules.get("most")
        if not most or len(chosen) <= most:
            return ""
        return ngettext(
            "Choose at most %(most)s answer.", "Choose at most %(most)s answers.", most
        ) % {"most": most}

    def printed(self, field: FormField, value: Value) -> Printed:
        return _chosen_words(field, value)

    def words(self, printed: Printed) -> str:
        return "; ".join(printed)

    def wrong_rules(self, field: FormField) -> str:
        most = field.rules.get("most", 1)
        if not isinstance(most, int) or most < 1:
            return _("The most that may be chosen is a number from 1 up.")
        return super().wrong_rules(field)


def words_of(field: FormField) -> list[tuple[str, str, bool]]:
    """(key, words in the reader's language, whether it is offered no more) of each choice."""
    return [
        (choice["key"], in_language(choice["words_th"], choice.get("words_en", "")),
         bool(choice.get("retired")))
        for choice in field.choices
    ]  # fmt: skip


def _taken_apart(value: Value) -> tuple[list[str], str]:
    """(keys, what was said under Other) of whatever was sent or stored."""
    other = ""
    if isinstance(value, dict):
        value, other = value.get("chosen", ""), one_line(value.get("other", ""))
    keys = value if isinstance(value, list) else [value]
    return [key for key in map(one_line, keys) if key], other


def _in_order(field: FormField, chosen: list[str]) -> list[str]:
    """Each once, in the order of the form; then what it does not know, and Other."""
    order = [choice["key"] for choice in field.choices]
    known = [key for key in order if key in chosen]
    unknown = [key for key in dict.fromkeys(chosen) if key not in order and key != OTHER]
    return known + unknown + ([OTHER] if OTHER in chosen else [])


def _other_key(field: FormField) -> set[str]:
    return {OTHER} if field.rules.get("other") else set()


def _chosen_words(field: FormField, value: Value) -> list[str]:
    chosen, other = _taken_apart(value)
    words = {key: said for key, said, _retired in words_of(field)}
    words[OTHER] = _("Other: %(said)s") % {"said": other} if other else _("Other")
    return [words.get(key, key) for key in chosen]


def _further_options(field: FormField, chosen: list[str], input_type: str) -> list[tuple[str, str]]:
    further = [(OTHER, _("Other"))] if field.rules.get("other") or OTHER in chosen else []
    if input_type == "radio" and not field.required:
        further.append(("", _("No answer")))
    return further
