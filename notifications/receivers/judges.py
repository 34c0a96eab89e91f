"""A judge is invited; those whose entries were judged hear of the results."""

from django.dispatch import receiver

from judging.invitations import judge_invited
from judging.models import Judge, Ranking
from judging.ranking import entrants, results_published

from .owing import address_of, owe


@receiver(judge_invited)
def tell_judge(sender, judge: Judge, **rest):
    edition = judge.round.edition
    context = {
        "judge": judge,
        "round": judge.round,
        "url": address_of("judging:invitation", edition.slug),
    }
    occasion = f"judge_invited:{judge.pk}:{judge.invited_at.isoformat()}"
    owe("judge_invited", occasion, judge.user, edition, context)


@receiver(results_published)
def tell_entrants(sender, ranking: Ranking, **rest):
    edition = ranking.round.edition
    context = {"url": address_of("results:results", edition.slug)}
    for person in entrants(ranking.round):
        owe("results_published", f"results:{ranking.pk}", person, edition, context)
