"""Every setting, from the environment. `.env.example` describes the variables for an operator."""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from contest_portal import env, file_store, logs

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

# --- Which portal this is -------------------------------------------------------------------------

PORTAL_DATA = env.folder("PORTAL_DATA", VAR / "data")
PORTAL_DEMO = env.flag("PORTAL_DEMO")
PORTAL_ORIGIN = env.address(
    "PORTAL_ORIGIN", "http://localhost:8000", schemes=("http", "https")
).rstrip("/")
PORTAL_TRUSTED_PROXY = env.flag("PORTAL_TRUSTED_PROXY")
PORTAL_ENVIRONMENT = env.text("PORTAL_ENVIRONMENT", "demo" if PORTAL_DEMO else "local")

_origin = urlsplit(PORTAL_ORIGIN)
_over_tls = _origin.scheme == "https"
_on_this_machine = _origin.hostname in ("localhost", "127.0.0.1")
if not (_over_tls or _on_this_machine or PORTAL_DEMO):
    raise ImproperlyConfigured("PORTAL_ORIGIN must be https:// outside a demonstration.")

DEBUG = False
ALLOWED_HOSTS = [_origin.hostname, *env.listed("PORTAL_ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [PORTAL_ORIGIN]
# A try-out on this machine may use a key of its own making; anything reachable must bring one.
SECRET_KEY = env.secret("PORTAL_SECRET_KEY")
PORTAL_LINK_KEY = env.secret("PORTAL_LINK_KEY")
if not (SECRET_KEY and PORTAL_LINK_KEY):
    raise ImproperlyConfigured(
        "PORTAL_SECRET_KEY and PORTAL_LINK_KEY (or …_FILE) must be set; ./portal makes both."
    )

# --- What it is made of ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "notifications",
    "judging",
    "submissions",
    "contest_portal.demonstration",
    "contest_portal.look",
    "contest_portal.editions",
    "contest_portal.accounts",
    "contest_portal.registry",
    "contest_portal.documents",
    "contest_portal.audit",
    "contest_portal.clock",
    "contest_portal.thai",
    "contest_portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "contest_portal.middleware.name_request",
    "contest_portal.accounts.even_answers.answer_evenly",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "contest_portal.middleware.CompressPages",
    "csp.middleware.CSPMiddleware",
    "contest_portal.middleware.refuse_control_characters",
    "contest_portal.clock.arrival.stamp_arrival",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "contest_portal.middleware.mark_thai",
    "contest_portal.middleware.choose_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "contest_portal.accounts.presence.note_presence",
    "contest_portal.accounts.kept_text.SignInKeepingText",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "contest_portal.middleware.ExplainRefusals",
    "contest_portal.accounts.second_factor.DemandSecondFactor",
    "contest_portal.accounts.kept_text.offer_again",
]

ROOT_URLCONF = "contest_portal.urls"
WSGI_APPLICATION = "contest_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "contest_portal.context.every_page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "contest_portal.thai.templatetags.thai",
                "contest_portal.look.templatetags.look",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Where things are kept ------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{PORTAL_DATA / 'portal.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Without IMMEDIATE most concurrent writes fail with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "options": (
            "-c statement_timeout=15000 -c lock_timeout=3000 "
            "-c idle_in_transaction_session_timeout=30000"
        ),
    }

PORTAL_REDIS_URL = env.address("PORTAL_REDIS_URL", "", schemes=("unix", "redis", "rediss"))
if PORTAL_REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "contest_portal.forgiving_cache.ForgivingRedisCache",
            "LOCATION": PORTAL_REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

MEDIA_ROOT = PORTAL_DATA / "media"
MEDIA_URL = "/media-is-not-served/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *([("vendor", VAR / "vendor")] if (VAR / "vendor").exists() else []),
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # In MEDIA_ROOT, or in a bucket.
    "private": file_store.storage(env.address("PORTAL_FILES_URL", "", schemes=file_store.SCHEMES)),
    "staticfiles": {"BACKEND": "contest_portal.static_files.StaticFiles"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
# nginx sends files of people itself, from a place that only it can be told of.
PORTAL_X_ACCEL = PORTAL_TRUSTED_PROXY
# Where clamd listens: unix:///run/clamav/clamd.ctl or tcp://host:3310; empty scans nothing.
PORTAL_CLAMAV = env.address("PORTAL_CLAMAV", "", schemes=("unix", "tcp"))
PORTAL_NO_SCANNER = env.text("PORTAL_NO_SCANNER")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["contest_portal.accounts.sessions.SignedIn"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "contest_portal.accounts.signing_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without it the sign-in form has no password
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # here; every other session of the person ends
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_FORMS = {
    "request_login_code": "contest_portal.accounts.signing_in.LoginCodeForm",
    "reset_password": "contest_portal.accounts.signing_in.ForgottenPasswordForm",
}
# A whole province may come from one address: generous per address. Strict per person and network:
# "key" is what contest_portal.accounts.attempts makes of them; codes are counted there too.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "120/m/ip,5/5m/key",
    "signup": "120/m/ip",
    "request_login_code": "240/m/ip",
    "reset_password": "120/m/ip",
    "reset_password_from_key": "120/m/ip",
}
# Long enough to write a mail and hand it to the relay, so that the time tells nothing.
PORTAL_EVEN_ANSWER_SECONDS = 0.4

MFA_ADAPTER = "contest_portal.accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {"add_webauthn": "contest_portal.accounts.passkey_form.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # telephones that are half a minute off
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
if PORTAL_TRUSTED_PROXY:
    ALLAUTH_TRUSTED_CLIENT_IP_HEADER = "X-Real-IP"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

SESSION_ENGINE = "contest_portal.accounts.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "contest_portal.views.csrf_failed"
SESSION_COOKIE_NAME = "__Host-sid" if _over_tls else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if _over_tls else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _over_tls

# --- Headers --------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = _over_tls
SECURE_HSTS_SECONDS = 31_536_000 if _over_tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _over_tls
SECURE_HSTS_PRELOAD = _over_tls
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PORTAL_TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF],
        "worker-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE_DIR / "contest_portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

# --- Mail and background work ---------------------------------------------------------------------

EMAIL_BACKEND = "notifications.mailing.backend.OutboxBackend"
PORTAL_SMTP_URL = env.address(
    "PORTAL_SMTP_URL", "smtp://127.0.0.1:25", schemes=("smtp", "smtp+tls", "smtps")
)
PORTAL_MAIL_DOMAIN = env.text("PORTAL_MAIL_DOMAIN", "portal.example")
PORTAL_BOUNCE_DOMAIN = env.text("PORTAL_BOUNCE_DOMAIN")
PORTAL_MAIL_ONLY_TO = env.listed("PORTAL_MAIL_ONLY_TO")
PORTAL_MAIL_PER_DOMAIN = env.count("PORTAL_MAIL_PER_DOMAIN", 120)  # circulars a minute; 0: all
PORTAL_AUDIT_HEADS_TO = env.listed("PORTAL_AUDIT_HEADS_TO")
DEFAULT_FROM_EMAIL = env.text("PORTAL_MAIL_FROM", f"saraban@{PORTAL_MAIL_DOMAIN}")

CELERY_BROKER_URL = PORTAL_REDIS_URL.replace("unix://", "redis+socket://", 1) or "memory://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False  # rows are the truth; a task carries no data
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "health_check_interval": 15,
}
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": logs.FORMATTER},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
