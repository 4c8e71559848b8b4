"""Settings, read from the environment (and from a file `.env` beside `manage.py`).

Every default is safe in public: no debugging, HTTPS only, a secret made on this machine.
`docs/architecture.md` lists the variables.
"""

import os
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kdd_program.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment(BASE_DIR / ".env")
MISTAKES = env.mistakes  # what the environment cannot be
VARIABLES = env.names  # what is read of it

DATA_DIR = env.folder("DATA_DIR", default=BASE_DIR / "data")

# Security
SECRET_KEY = env.secret("SECRET_KEY", kept=DATA_DIR / "secret_key")
DEBUG = env.flag("DEBUG", default=False)
HTTPS = env.flag("HTTPS", default=not DEBUG)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=[".localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
X_FRAME_OPTIONS = "DENY"
COOKIE_PREFIX = "__Host-" if HTTPS else ""  # browsers then refuse it from another host or path
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_ENGINE = "kdd_program.accounts.sessions"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_FAILURE_VIEW = "kdd_program.accounts.unsent.refused"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
PROXIES = env.number("PROXIES", default=int(HTTPS))  # each adds an address to X-Forwarded-For
RATE_LIMIT = env.number(
    "RATE_LIMIT", default=1200, least=1
)  # a minute and client address; a hall has one

# Figures for Prometheus are kept only where somebody can ask for them.
METRICS_TOKEN = env.text("METRICS_TOKEN")
if METRICS_TOKEN:  # prometheus_client looks for the variable when it is imported
    METRICS_DIR = env.folder("PROMETHEUS_MULTIPROC_DIR", default=DATA_DIR / "metrics")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_DIR)

# What the site is made of
INSTALLED_APPS = [
    "sessions",  # before modeltranslation: its `loaddata` is ours
    "speakers",
    "modeltranslation",  # before the admin, as it asks
    "kdd_program.accounts.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "taggit",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]
MIDDLEWARE = [
    "kdd_program.logs.Logged",
    *(["kdd_program.metrics.Measured"] if METRICS_TOKEN else []),
    "kdd_program.health.Probes",
    "sessions.api.door.Door",
    "django.middleware.security.SecurityMiddleware",
    "kdd_program.headers.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kdd_program.static_files.StaticFilesGiven",
    "kdd_program.store.middleware.kept_by_nobody",
    # For what the page store leaves alone, such as the admin; what it keeps it compresses itself.
    # Safe beside BREACH: public pages hold no secret, CSRF tokens are masked anew each time.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "kdd_program.accounts.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "kdd_program.refusals.Refusals",
    "kdd_program.store.middleware.one_version",  # last: around the view and its queries
]
ROOT_URLCONF = "kdd_program.urls"
WSGI_APPLICATION = "kdd_program.wsgi.application"
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
            ],
        },
    },
]

# Data: SQLite on one machine, PostgreSQL shared by several
DATABASE_OPTIONS = {
    "django.db.backends.sqlite3": {
        # WAL: readers and a writer do not wait for each other. FULL: what has been acknowledged is
        # on the disk, even if the power fails the moment after. recursive_triggers: a session's
        # children follow it to another event level by level (sessions/integrity.py).
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "PRAGMA recursive_triggers = ON",
        # A transaction that writes waits for its turn at its start, where waiting is possible.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,  # seconds
    },
    "django.db.backends.postgresql": {
        # For each worker process. Short times (seconds): without the database, say so soon, and
        # be back soon after it is.
        "pool": {"min_size": 1, "max_size": 8, "timeout": 5, "reconnect_timeout": 5},
        "connect_timeout": 5,
    },
}
DATABASE = env.database(
    "DATABASE_URL",
    # With a mistake nothing runs, but Django's checks open it first, and its folder may be none.
    default="sqlite://:memory:" if MISTAKES else f"sqlite:///{DATA_DIR / 'db.sqlite3'}",
    engines=DATABASE_OPTIONS,
)
DATABASES = {"default": DATABASE}
DATABASE["OPTIONS"] = DATABASE_OPTIONS[DATABASE["ENGINE"]] | DATABASE.get("OPTIONS", {})
DATABASE["CONN_HEALTH_CHECKS"] = True
if "pool" in DATABASE["OPTIONS"]:  # PostgreSQL; its client is not loaded without need
    from kdd_program.patience import Connection

    DATABASE["OPTIONS"]["pool"]["connection_class"] = Connection
# Room for public pages in each worker process; none while templates are being changed
PAGE_STORE_MB = env.number("PAGE_STORE_MB", default=0 if DEBUG else 32)
# Counters, and the pages that workers share: in Valkey or Redis, else on this machine
CACHE_URL = env.address("CACHE_URL", ("redis", "rediss", "unix"), "redis://host:6379/1")
WEEK = 7 * 24 * 3600  # seconds
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "kdd_program.store.files.PageFiles",
        "LOCATION": DATA_DIR / "pages",
        "TIMEOUT": WEEK,
        # Every page of 1,000 sessions and 2,000 people in both languages
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
if CACHE_URL:
    SHARED_CACHE = {"BACKEND": "kdd_program.shared_cache.SharedCache", "LOCATION": CACHE_URL}
    CACHES = {"default": SHARED_CACHE, "pages": SHARED_CACHE | {"TIMEOUT": WEEK}}
if not PAGE_STORE_MB or MISTAKES:  # with these, its folder may be none
    CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
TAGGIT_CASE_INSENSITIVE = True

# Names are read character by character: without pypinyin's phrases a worker is 44 MB smaller.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

# Languages and time: stored in UTC, shown in the zone of the event
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("en", "zh-hans")}
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# A page of the admin has eight fields for each of a session's authors, deleting many one for each;
# what may be sent without files stays at 2.5 MB all the same.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Files
STATIC_URL = "/static/"
STATIC_ROOT = env.text("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_BUCKET = env.text("MEDIA_BUCKET")  # else uploads are kept in MEDIA_ROOT
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "endpoint_url": env.address(
                "MEDIA_ENDPOINT", ("https", "http"), "https://s3.example.org"
            )
            or None,
            "custom_domain": env.text("MEDIA_DOMAIN") or None,
            "querystring_auth": False,  # uploads are public, as in MEDIA_ROOT
            "file_overwrite": False,
        },
    }
    if MEDIA_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "kdd_program.static_files.StaticFiles"
    },
}

# People who sign in
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: refuses whoever has guessed too often
    "django.contrib.auth.backends.ModelBackend",
    "sessions.rights.EventRights",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in (
            "UserAttributeSimilarityValidator",
            "CommonPasswordValidator",
            "NumericPasswordValidator",
        )
    ),
]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=False)
OTP_TOTP_ISSUER = "KDD Program"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nobody is kept out by others' attempts
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_WHITELIST_CALLABLE = "kdd_program.accounts.sign_in.is_known_browser"
AXES_LOCKOUT_CALLABLE = "kdd_program.accounts.sign_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "sessions.views.limits.client_address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

# Logs, on standard error
LOG_LEVEL = env.level("LOG_LEVEL", default="INFO")  # INFO: a line for each request
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "kdd_program.logs.Json"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "kdd_program": {"level": LOG_LEVEL},
        "django": {"handlers": [], "level": LOG_LEVEL},
    },
}
if DEBUG:
    LOGGING = {}  # Django's own, with everything there is to know about an error
