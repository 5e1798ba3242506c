"""All settings; what differs between machines comes from the environment. Secure unless asked otherwise.

README.md lists every variable. A `.env` file beside manage.py is read if there is one.
"""

import json
import secrets
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from newsroom import databases, environment, places

BASE_DIR = Path(__file__).resolve().parent.parent

VERSION: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]

env = environment.Environment()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")

# Where everything that is not code lives: database, uploads, collected static files, the secret.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR_FAULT = ""
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    DATA_DIR_FAULT = str(error)

_demo = (
    json.loads((DATA_DIR / "demo.json").read_text()) if (DATA_DIR / "demo.json").exists() else {}
)
# The site's own address decides hosts, cookies, redirects and HSTS; links never come from a request.
SITE_URL = environment.site(
    env.str("SITE_URL", default=_demo.get("site_url", "http://127.0.0.1:8000"))
)
SITE_NAME = env.str("SITE_NAME", default=_demo.get("site_name", "The Newsroom"))
SITE_TAGLINE = env.str("SITE_TAGLINE", default=_demo.get("site_tagline", ""))
_site = urlsplit(SITE_URL)
_https = _site.scheme == "https"
_loopback = _site.hostname in {"127.0.0.1", "localhost", "::1"}

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=bool(_demo))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_site.hostname or "127.0.0.1"])
if _loopback:
    ALLOWED_HOSTS = [*{*ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]"}]


def _secret_key() -> str:
    """The key from the environment; on a loopback site, one kept in the data folder."""
    given: str = env.str("SECRET_KEY", default="")
    if given or not _loopback:
        return given
    kept = DATA_DIR / "secret_key"
    try:
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(50))
        return kept.read_text().strip()
    except OSError:  # newsroom.E001 tells of the folder
        return secrets.token_urlsafe(50)


SECRET_KEY = _secret_key()
if not SECRET_KEY:
    raise ImproperlyConfigured(
        f"SECRET_KEY is empty, and {SITE_URL} is a site that others reach. "
        "Put 50 random characters into the environment variable SECRET_KEY."
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "articles.apps.ArticlesConfig",
    "media.apps.MediaConfig",
    "taggit",
    "django_prose_editor",  # for its static files: the editor is our own nodes on top of them
    "newsroom.admin_app.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

MIDDLEWARE = [
    "newsroom.security.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.security.SecurityHeadersMiddleware",
    "newsroom.health.WatchersMiddleware",
    "newsroom.security.AdminHostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.public.page_cache.PageCacheMiddleware",
    "newsroom.replicas.ReadersDatabaseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.second_factor.SecondFactorMiddleware",
    "newsroom.sessions.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = False

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

# Database: SQLite in the data folder, or what DATABASE_URL names; replicas answer readers.
REPLICAS = {
    f"replica_{number}": url
    for number, url in enumerate(env.list("DATABASE_REPLICA_URLS", default=[]), start=1)
}
_connections = databases.Options(
    conn_max_age=env.int("CONN_MAX_AGE", default=60),
    statement_timeout_ms=env.int("STATEMENT_TIMEOUT_MS", default=30000),
    lock_timeout_ms=env.int("LOCK_TIMEOUT_MS", default=5000),
    prepares=env.bool("DATABASE_PREPARES", default=True),
)
DATABASES = {
    "default": databases.configured(
        env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}"), _connections
    ),
    **{
        alias: databases.replica(env.db_url_config(url), _connections)
        for alias, url in REPLICAS.items()
    },
}
DATABASE_ROUTERS = ["newsroom.replicas.ReadersRouter"] if REPLICAS else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One process keeps its pages itself; CACHE_URL=rediscache://... shares them between machines.
CACHES = {"default": places.shared_cache(env.cache("CACHE_URL", default="locmemcache://newsroom"))}
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 2000}
PAGE_CACHE = env.bool("PAGE_CACHE", default=True)
WEB_THREADS = env.int("WEB_THREADS", default=4)  # of a process, newsroom/deploy/gunicorn.py
# A CDN in front keeps pages longer and is told when they change (`manage.py purge --watch`).
CDN = places.cdn(env.str("CDN_URL", default=""))
# Sums of which related links are followed, by pair of stories; no cookie, nothing about readers.
RELATED_CLICKS = env.bool("RELATED_CLICKS", default=False)

# The first mention of a person in a story links to the person's page, unless the story says no.
LINK_PEOPLE = env.bool("LINK_PEOPLE", default=True)

# Pages that say how the paper works, on this site or elsewhere, by the names that search engines know:
# PUBLISHER_PAGES=ethicsPolicy=https://...,masthead=https://... ; PUBLISHER_PROFILES are its accounts.
PUBLISHER_PAGES = env.dict("PUBLISHER_PAGES", default={})
PUBLISHER_PROFILES = env.list("PUBLISHER_PROFILES", default=[])

# Robots that may read nothing, by the names they go by; the others read all but admin, search and API.
ROBOTS_REFUSED = env.list("ROBOTS_REFUSED", default=[])

# Who is told of what is published, by `manage.py announce`: a WebSub hub, and search engines.
WEBSUB_HUB = env.str("WEBSUB_HUB", default="")
INDEXNOW_KEY = env.str("INDEXNOW_KEY", default="")
INDEXNOW_ENDPOINT = env.str("INDEXNOW_ENDPOINT", default="https://api.indexnow.org/indexnow")

# Languages and time: a story may have its own language; the site has one zone.
LANGUAGE_CODE = environment.language(env.str("LANGUAGE_CODE", default="en"))
LANGUAGES = [("en", _("English")), ("de", _("German"))]
FORMAT_MODULE_PATH = ["newsroom.formats"]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

# Files. Uploads are never served from here directly: media.views is their gate.
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "uploads/"
MEDIA_ROOT = DATA_DIR / "uploads"
STATIC_HASHED = env.bool("STATIC_HASHED", default=not DEBUG)
STORAGES = {
    "default": places.storage(env.str("STORAGE_URL", default="")),
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if STATIC_HASHED
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        ),
        "OPTIONS": {"file_permissions_mode": 0o644},  # a proxy reads them as another user
    },
}
WHITENOISE_USE_FINDERS = not STATIC_HASHED
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # a body may hold 5 MB; the form around it needs room
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
_fonts = BASE_DIR / "newsroom" / "static" / "newsroom" / "fonts"
CARD_FONTS = [
    _fonts / f"schibsted-grotesk-{letters}.woff2"
    for letters in ("latin", "latin-rare", "latin-ext")
]
MEDIA_GATE = "articles.publishing.pictures.gate"
MEDIA_CHANGED = "articles.publishing.pictures.changed"

# Security. One policy for every page, admin included (newsroom.security reads it).
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "media-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=_https)
SECURE_REDIRECT_EXEMPT = [r"^(?:health|ready|metrics)$"]  # newsroom.health
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if _https else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
METRICS_FROM = env.list("METRICS_FROM", default=["127.0.0.1", "::1"])
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # newsroom.security sends X-Frame-Options itself
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if _https else "newsroom_session"
CSRF_COOKIE_NAME = "__Host-csrf" if _https else "newsroom_csrf"
SESSION_COOKIE_AGE = 7 * 24 * 3600  # absolute limit; newsroom.sessions ends idle ones
SESSION_IDLE_SECONDS = 12 * 3600
CSRF_USE_SESSIONS = False
# Argon2; what was hashed otherwise before is hashed anew at sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
# Roles that sign in with a phone's code beside the password; "Administrator" are superusers.
SECOND_FACTOR_FOR = env.list(
    "SECOND_FACTOR_FOR",
    default=["Administrator", "Publisher"] if _https and not _loopback else [],
)
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # how long an invitation opens an account
# Ten wrong passwords in 15 minutes shut an account for the address that guessed, for nobody else.
AUTHENTICATION_BACKENDS = [
    "newsroom.sign_in.FewGuesses",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "newsroom.sign_in.too_many"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
PASSWORD_ASKED_AGAIN_SECONDS = 15 * 60  # before accounts, roles or many rows are changed
ADMIN_URL = f"{env.str('ADMIN_URL', default='admin/').strip('/') or 'admin'}/"
ADMIN_HOST = env.str("ADMIN_HOST", default="")  # a host name for the desk alone
if ADMIN_HOST:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, ADMIN_HOST]
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# People tags: a lone "Ada Lovelace" is one name, never two words.
TAGGIT_TAGS_FROM_STRING = "articles.models.people.names_from_string"
TAGGIT_STRING_FROM_TAGS = "articles.models.people.string_from_names"
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "newsroom.logs.LineFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "level": env.str("LOG_LEVEL", default="WARNING"),
        }
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
