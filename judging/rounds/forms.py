"""What officers write about a round, its criteria and levels. Nothing here stores anything."""

from collections.abc import Iterator
from datetime import datetime, time

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_portal.editions.rows_field import RowsField, column
from contest_portal.editions.rule_forms import NumberInput
from contest_portal.thai.bangkok import BANGKOK, in_bangkok, is_midnight, last_minute_before
from contest_portal.thai.fields import ThaiDateField, ThaiTimeField
from contest_portal.thai.numerals import to_arabic_digits
from contest_portal.thai.shown import thai_short_date
from judging.models import TOP_MARK, Criterion, Round
from submissions.deadlines.forms import closing_at

from .changing import Rules
from .rubric import Step, Written

MOST_LEVELS = 6
MOST_WEIGHT = 1000


class RoundForm(forms.Form):
    """The rules of a round; of one that is open only the names and the end."""

    name_th = forms.CharField(
        max_length=200,
        label=gettext_lazy("Name, in Thai"),
        error_messages={"required": gettext_lazy("Write the name in Thai.")},
    )
    name_en = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("Name, in English"),
        widget=forms.TextInput(attrs={"lang": "en"}),
    )
    kind = forms.ChoiceField(
        choices=Round.Kind.choices,
        widget=forms.RadioSelect,
        label=gettext_lazy("What judges give"),
        error_messages={"required": gettext_lazy("Choose what judges give.")},
    )
    source = forms.ChoiceField(required=False, label=gettext_lazy("Which entries"))
    scores_per_entry = NumberInput(
        least=1, most=99, required=True, label=gettext_lazy("How many judges read an entry")
    )
    is_blind = forms.BooleanField(
        required=False,
        label=gettext_lazy("Judges do not see which organisation an entry comes from"),
        help_text=gettext_lazy(
            "Its name is taken out of the answers too, but not out of files and pictures."
        ),
    )
    openness = forms.ChoiceField(
        choices=Round.Openness.choices,
        widget=forms.RadioSelect,
        label=gettext_lazy("When judges see what others gave the same entry, without names"),
        error_messages={"required": gettext_lazy("Choose when judges see what others gave.")},
    )
    opens_day = ThaiDateField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("For example 17 ต.ค. 2565"),
        error_messages={"required": gettext_lazy("Write the first day, for example 17 ต.ค. 2565.")},
    )
    opens_hour = ThaiTimeField(
        label=gettext_lazy("From what time"),
        help_text=gettext_lazy("For example 9.00. Left empty, from the beginning of the day."),
        required=False,
    )
    closes_day = ThaiDateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("For example 7 ต.ค. 2565"),
        error_messages={"required": gettext_lazy("Write the last day, for example 7 ต.ค. 2565.")},
    )
    closes_hour = ThaiTimeField(
        label=gettext_lazy("Before what time"),
        help_text=gettext_lazy("For example 16.30. Left empty, the whole day counts."),
        required=False,
    )
    like = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Copy the criteria of"),
        help_text=gettext_lazy("With their weights and levels; they can be changed afterwards."),
    )
    ONCE_OPEN = ("name_th", "name_en", "closes_day", "closes_hour")
    OPENING = ("opens_day", "opens_hour")

    def __init__(
        self, *args, earlier: list[Round], round_: Round, is_fixed: bool = False,
        may_open_later: bool = False, **kwargs,
    ) -> None:  # fmt: skip
        """`earlier` are the rounds that this one may draw from or copy, in order."""
        super().__init__(*args, initial=_initial(round_), **kwargs)
        self.earlier = {str(each.pk): each for each in earlier}
        every = [("", _("Every eligible entry"))]
        named = [(pk, _("Those chosen after “%(round)s”") % {"round": each})
                 for pk, each in self.earlier.items()]  # fmt: skip
        self.fields["source"].choices = every + named
        rubrics = [(pk, str(each)) for pk, each in self.earlier.items()]
        self.fields["like"].choices = [("", _("None: write them afresh")), *rubrics]
        kept = self.ONCE_OPEN if is_fixed else tuple(self.fields)
        kept += self.OPENING if may_open_later else ()
        dropped = {*self.fields} - {*kept} | (set() if round_._state.adding else {"like"})
        for name in dropped:
            self.fields.pop(name, None)

    @property
    def copied_from(self) -> Round | None:
        return self.earlier.get(self.cleaned_data.get("like", ""))

    @property
    def rules(self) -> Rules:
        """What was written, by the columns of a round. Only of a valid form."""
        given = self.cleaned_data
        same = ("name_th", "name_en", "kind", "scores_per_entry", "is_blind", "openness")
        rules = {name: given[name] for name in same if name in given}
        if "source" in given:
            source = self.earlier.get(given["source"])
            rules["source_id"] = source.pk if source else None
        if "opens_day" in given:
            first = given["opens_hour"] or time(0)
            rules["opens_at"] = datetime.combine(given["opens_day"], first, BANGKOK)
        rules["closes_at"] = closing_at(given["closes_day"], given["closes_hour"])
        return rules


def _initial(round_: Round) -> dict:
    same = ("name_th", "name_en", "kind", "scores_per_entry", "is_blind", "openness")
    found = {name: getattr(round_, name) for name in same}
    found["source"] = str(round_.source_id or "")
    return found | _opening(round_.opens_at) | _closing(round_.closes_at)


def _opening(moment: datetime | None) -> dict:
    if moment is None:
        return {}
    local = in_bangkok(moment)
    hour = "" if is_midnight(local) else f"{local:%H.%M}"
    return {"opens_day": thai_short_date(local), "opens_hour": hour}


def _closing(moment: datetime | None) -> dict:
    if moment is None:
        return {}
    local = in_bangkok(moment)
    if is_midnight(local):
        return {"closes_day": thai_short_date(last_minute_before(local)), "closes_hour": ""}
    return {"closes_day": thai_short_date(local), "closes_hour": f"{local:%H.%M}"}


class CriterionForm(forms.Form):
    title_th = forms.CharField(
        max_length=200,
        label=gettext_lazy("Criterion, in Thai"),
        error_messages={"required": gettext_lazy("Write the criterion in Thai.")},
    )
    title_en = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("Criterion, in English"),
        widget=forms.TextInput(attrs={"lang": "en"}),
    )
    weight = NumberInput(
        least=1,
        most=MOST_WEIGHT,
        required=True,
        label=gettext_lazy("Weight"),
        help_text=gettext_lazy("Weights are compared with each other; they need not make 100."),
    )
    is_optional = forms.BooleanField(
        required=False,
        label=gettext_lazy("A sheet may be signed without a mark here"),
        help_text=gettext_lazy("The score is then worked out from the other criteria."),
    )
    remark_below = NumberInput(
        least=1,
        most=TOP_MARK,
        label=gettext_lazy("A mark below this needs a remark"),
        help_text=gettext_lazy("For example 5: whoever gives 0 to 4 says why. Empty: never."),
    )
    levels = RowsField(
        [column("from", "ตั้งแต่คะแนน", "From the mark"),
         column("words_th", "ความหมาย ภาษาไทย", "Meaning in Thai"),
         column("words_en", "ภาษาอังกฤษ", "In English", lang="en")],
        row_th="ระดับที่", row_en="Level", most=MOST_LEVELS,
        label=gettext_lazy("What the marks mean"),
        help_text=gettext_lazy("The lowest mark of each level, 0 to 10, and what it stands for."),
    )  # fmt: skip

    def __init__(self, *args, criterion: Criterion | None, **kwargs) -> None:
        super().__init__(*args, initial=_criterion_initial(criterion), **kwargs)

    def clean_levels(self) -> list[Step]:
        rows = enumerate(self.cleaned_data["levels"], start=1)
        steps = list(_steps((number, row) for number, row in rows if any(row.values())))
        lowest = [step.lowest for step in steps]
        if len({*lowest}) < len(lowest):
            raise forms.ValidationError(_("Two levels begin at the same mark."))
        return steps

    @property
    def written(self) -> Written:
        """Only of a valid form."""
        given = self.cleaned_data
        return Written(
            given["title_th"], given["title_en"], given["weight"], given["is_optional"],
            given["remark_below"], tuple(given["levels"]),
        )  # fmt: skip


def _criterion_initial(criterion: Criterion | None) -> dict:
    if criterion is None:
        return {}
    same = ("title_th", "title_en", "weight", "is_optional", "remark_below")
    levels = [
        {"from": str(each.lowest_mark), "words_th": each.words_th, "words_en": each.words_en}
        for each in criterion.levels.all()
    ]
    return {name: getattr(criterion, name) for name in same} | {"levels": levels}


def _steps(rows: Iterator[tuple[int, dict[str, str]]]) -> Iterator[Step]:
    for number, row in rows:
        lowest = to_arabic_digits(row["from"]).strip()
        if not (lowest.isascii() and lowest.isdigit() and int(lowest) <= TOP_MARK):
            words = _("Level %(number)d: write the mark it begins at, 0 to 10.")
            raise forms.ValidationError(words % {"number": number})
        if not row["words_th"]:
            words = _("Level %(number)d: write in Thai what it means.")
            raise forms.ValidationError(words % {"number": number})
        yield Step(int(lowest), row["words_th"], row["words_en"])
