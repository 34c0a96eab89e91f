"""Background work: the app, and THE timetable.

Beat knows intervals only. When something is due is asked of rows and of the contest's clock.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest_portal.settings")

app = Celery("contest_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    # Requeues mails whose worker died, expires old ones, wakes workers, and beats the heart.
    "sweep the outbox": {
        "task": "notifications.sweep_outbox",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    # Scans and draws files whose scanner was silent or whose worker died.
    "finish files": {
        "task": "submissions.finish_files",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    # Looks at whole files, expires abandoned ones, marks those that a submission missed.
    "follow uploads": {
        "task": "submissions.follow_uploads",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    # Compares what was submitted since the last time with all other entries.
    "compare entries": {
        "task": "submissions.compare_entries",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # Publishes results whose release was set for an instant that has come.
    "publish what is due": {
        "task": "judging.publish_due",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    # Seals what happened since the last time into the chain of the audit.
    "seal the audit": {
        "task": "audit.seal",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # Owes the head of that chain, once a day, to those who keep it elsewhere.
    "mail the head of the audit": {
        "task": "notifications.mail_audit_head",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    # Owes the reminders that are due by the contest's clock.
    "plan reminders": {
        "task": "notifications.plan_reminders",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
}
