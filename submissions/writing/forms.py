"""Forms of this app. They show what was typed and what is wrong with it; verbs judge and save."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from contest_portal.editions.models import Category
from contest_portal.editions.questions.asking import Question, QuestionForm
from contest_portal.editions.questions.kind import Value
from contest_portal.registry.models import LAO

from .content import Item

PREFIX = "answer"


class SectionForm(QuestionForm):
    """The questions of one section, with what was typed and the problems that the save found."""

    def __init__(self, items: list[Item], *, values: Mapping[str, Value],
                 problems: Mapping[str, str]) -> None:  # fmt: skip
        asked = [
            Question(item.field, values.get(item.field.key, ""), bool(item.attachments),
                     is_needed=item.is_needed)
            for item in items
        ]  # fmt: skip
        super().__init__(asked, problems=problems, prefix=PREFIX)


class NewEntryForm(forms.Form):
    """For which organisation, and in which category."""

    def __init__(self, *args, laos, categories, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lao"].queryset = laos
        self.fields["category"].queryset = categories
        if len(laos) == 1:
            self.fields["lao"].initial = laos[0]
            self.fields["lao"].widget = forms.HiddenInput()

    lao = forms.ModelChoiceField(
        LAO.objects.none(),
        label=gettext_lazy("Organisation"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the organisation that enters."),
            "invalid_choice": gettext_lazy("Choose the organisation that enters."),
        },
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Category"),
        help_text=gettext_lazy("Choose the one that fits best."),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a category."),
            "invalid_choice": gettext_lazy("Choose a category."),
        },
    )
