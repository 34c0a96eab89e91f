"""What officers type about awards, quotas and ties. Nothing here stores anything."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from judging.models import Judge
from judging.ranking.forms import AwardsForm

from . import quotas
from .awarding import Quota, Rules
from .ties import Tie

MOST = 1000
REASON_LENGTH = 500
NUMBER_ERRORS = {
    "invalid": gettext_lazy("Enter a number in digits, for example 1."),
    "min_value": gettext_lazy("The number cannot be below 0."),
    "max_value": gettext_lazy("The number cannot be above 1,000."),
}


class RulesForm(AwardsForm):
    """Awards, mentions, and two numbers for each kind of LAO and each region."""

    mentions = forms.IntegerField(
        label=gettext_lazy("Number of honourable mentions"),
        help_text=gettext_lazy("They go by place to those who win no award."),
        min_value=0,
        max_value=MOST,
        initial=0,
        required=False,
        widget=forms.NumberInput(attrs={"class": "in-s", "inputmode": "numeric"}),
        error_messages=NUMBER_ERRORS,
    )

    def __init__(self, *args, rules: Rules, sizes: dict[tuple[str, str], int], **kwargs) -> None:
        initial = {"awards": rules.winners, "mentions": rules.mentions}
        super().__init__(*args, initial=initial, **kwargs)
        self.sizes = sizes
        stored = {(each.axis, each.group): each for each in rules.quotas}
        for axis, group, name in self._groups():
            quota = stored.get((axis, group), Quota(axis, group))
            self.fields[f"least_{axis}_{group}"] = _number(
                _("At least, %(group)s") % {"group": name}, quota.least or None
            )
            self.fields[f"most_{axis}_{group}"] = _number(
                _("At most, %(group)s") % {"group": name}, quota.most
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        for axis, group, name in self._groups():
            least, most = self._typed(axis, group)
            if most is not None and (least or 0) > most:
                words = _("%(group)s: the least cannot be more than the most.") % {"group": name}
                self.add_error(f"most_{axis}_{group}", words)
        return cleaned

    @property
    def rules(self) -> Rules:
        """Only of a valid form."""
        asked = []
        for axis, group, _name in self._groups():
            least, most = self._typed(axis, group)
            if least or most is not None:
                asked.append(Quota(axis, group, least or 0, most))
        return Rules(self.cleaned_data["awards"], self.cleaned_data["mentions"] or 0, tuple(asked))

    @property
    def tables(self) -> list[tuple[str, list[dict]]]:
        """For the page: an axis, and its rows of a group with its size and its two fields."""
        return [
            (
                str(title),
                [
                    {
                        "name": name,
                        "size": self.sizes.get((axis, group), 0),
                        "least": self[f"least_{axis}_{group}"],
                        "most": self[f"most_{axis}_{group}"],
                    }
                    for axis_of, group, name in self._groups()
                    if axis_of == axis
                ],
            )
            for axis, title in quotas.AXES.items()
        ]

    @staticmethod
    def _groups() -> list[tuple[str, str, str]]:
        return [
            (axis, group, str(name))
            for axis, groups in quotas.choices().items()
            for group, name in groups
        ]

    def _typed(self, axis: str, group: str) -> tuple[int | None, int | None]:
        cleaned = self.cleaned_data
        return cleaned.get(f"least_{axis}_{group}"), cleaned.get(f"most_{axis}_{group}")


def _number(label: str, initial: int | None) -> forms.IntegerField:
    attributes = {"class": "in-s", "inputmode": "numeric", "aria-label": label}
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST, initial=initial,
        widget=forms.NumberInput(attrs=attributes), error_messages=NUMBER_ERRORS,
    )  # fmt: skip


class TieForm(forms.Form):
    """The chair's order of the entries of one tie, who decided, and why."""

    judge = forms.ModelChoiceField(
        label=gettext_lazy("Who decided as the chair"),
        queryset=Judge.objects.none(),
        empty_label=gettext_lazy("Choose a person"),
        error_messages={"required": gettext_lazy("Choose who decided as the chair.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why so?"),
        help_text=gettext_lazy("It is published with the results, without the name."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say in a few words why the chair decided so."),
            "max_length": gettext_lazy("At most 500 characters. Say it more briefly."),
        },
    )

    def __init__(self, tie: Tie, judges: Sequence[Judge], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tie = tie
        self.fields["judge"].queryset = Judge.objects.filter(
            pk__in=[judge.pk for judge in judges]
        ).select_related("user")
        ranks = [(str(at), str(tie.place + at)) for at in range(len(tie.rows))]
        for at, row in enumerate(tie.rows):
            self.fields[f"at_{row.decision.entry_id}"] = forms.ChoiceField(
                label=f"{row.paper.title} · {row.paper.lao_name}",
                choices=[("", _("Choose its rank")), *ranks],
                initial=str(at) if tie.is_decided else "",
                widget=forms.Select(attrs={"class": "form-select in-s"}),
                error_messages={"required": _("Choose the rank of each entry.")},
            )
        last = ("judge", "reason")
        self.order_fields([name for name in self.fields if name not in last] + list(last))

    def clean(self) -> dict:
        cleaned = super().clean()
        chosen = [cleaned.get(f"at_{row.decision.entry_id}") for row in self.tie.rows]
        if all(chosen) and len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("Two entries have the same rank. Give each its own."))
        return cleaned

    @property
    def entries(self) -> list:
        """In the chair's order. Only of a valid form."""
        rows = [row.decision.entry_id for row in self.tie.rows]
        return sorted(rows, key=lambda entry: int(self.cleaned_data[f"at_{entry}"]))
