"""Settings, all of them, read from the environment (docs/how-to/configure.md lists the variables)."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from config.embedded.places import variable
from config.environment import database, number, one_of, secret, words, yes

ROOT = Path(__file__).resolve().parent.parent
VAR = variable()

DEBUG = yes("JIUZHU_DEBUG", default=False)
ALLOWED_HOSTS = words("JIUZHU_HOSTS", "localhost,127.0.0.1,[::1]")
SECRET_KEY = secret("JIUZHU_SECRET_KEY", VAR / "secret-key")
DEMO = yes("JIUZHU_DEMO", default=False)  # invented people: every page says so
COUNTY = os.environ.get("JIUZHU_COUNTY", "370982")  # 新泰市

# Which door this process is: "web" sees nothing until the officer is known, others see the whole county.
JIUZHU_DOOR = os.environ.get("JIUZHU_DOOR", "")

# --- what is in the house -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.admin",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    # rooms, from the lowest floor up (.importlinter)
    "jiuzhu.audit",
    "jiuzhu.documents",
    "jiuzhu.offices",
    "jiuzhu.signatures",
    "jiuzhu.confidentiality",
    "jiuzhu.households",
    "jiuzhu.delegation",
    "jiuzhu.standards",
    "jiuzhu.relatives",
    "jiuzhu.cases",
    "jiuzhu.intake",
    "jiuzhu.verification",
    "jiuzhu.surveys",
    "jiuzhu.eligibility",
    "jiuzhu.approvals",
    "jiuzhu.publicity",
    "jiuzhu.entitlements",
    "jiuzhu.funds",
    "jiuzhu.seals",
    "jiuzhu.filings",
    "jiuzhu.rechecks",
    # doors, and what they share
    "jiuzhu.web",
    "jiuzhu.web.office",
    "jiuzhu.web.portal",
    "jiuzhu.web.exchange",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

DATABASES = {"default": database(os.environ.get("DATABASE_URL"))}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "jiuzhu.web.sessions.KeepNewerSession",
    "jiuzhu.web.language.LanguageMiddleware",
    "jiuzhu.web.gate.GateMiddleware",  # before anything that reads the body
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jiuzhu.web.officer.OfficerMiddleware",
    "jiuzhu.web.own_password.OwnPasswordMiddleware",
    "jiuzhu.web.second_factor.SecondFactorMiddleware",
    "jiuzhu.web.refused.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "jiuzhu" / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jiuzhu.web.surroundings.surroundings",
                "jiuzhu.web.office.navigation.navigation",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "jiuzhu.web.templatetags.jiuzhu",
            ],
        },
    }
]
COTTON_DIR = "cotton"
FORM_RENDERER = "jiuzhu.web.forms.Renderer"

# --- language and time ----------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = sorted((ROOT / "jiuzhu").glob("**/locale"))
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- accounts -------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: a locked-out name is not even tried
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
TIMESTAMP_URL = os.environ.get(
    "JIUZHU_TIMESTAMP_URL", ""
)  # RFC 3161; empty: the product stamps itself, a stand-in
TIMESTAMP_ROOT = os.environ.get(
    "JIUZHU_TIMESTAMP_ROOT", ""
)  # certificates (PEM file) above an outside service's
AUTHORITY_SECRET = secret("JIUZHU_AUTHORITY_SECRET", VAR / "authority-secret")  # locks the keys of seals
PKCS11_MODULE = os.environ.get("JIUZHU_PKCS11_MODULE", "")  # the token maker's library
PKCS11_TOKEN = os.environ.get("JIUZHU_PKCS11_TOKEN", "")
PKCS11_PIN = os.environ.get("JIUZHU_PKCS11_PIN", "")
SIGNING_KEY_COST = number("JIUZHU_SIGNING_KEY_COST", 2**15)  # scrypt's n: 32 MiB and a tenth of a second
EXCHANGE_KEYS = Path(
    os.environ.get("JIUZHU_EXCHANGE_KEYS", VAR / "exchange-keys")
)  # one file a key; rows only name them
# ASVS 5.0 forbids rules of composition, 等保 level 3 asks for them: the county chooses.
PASSWORD_RULES = one_of("JIUZHU_PASSWORD_RULES", ("asvs", "dengbao"))
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
]
if PASSWORD_RULES == "dengbao":  # noqa: S105
    AUTH_PASSWORD_VALIDATORS.append({"NAME": "jiuzhu.web.passwords.ThreeKindsValidator"})

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/office/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "jiuzhu.web.accounts.StaffAdapter"
ACCOUNT_FORMS = {
    "login": "jiuzhu.web.account_forms.LoginForm",
    "change_password": "jiuzhu.web.account_forms.ChangePasswordForm",
    "reauthenticate": "jiuzhu.web.account_forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": False}  # axes counts, in the database, over all processes
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Jiuzhu 救助"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]  # a township shares one address: never lock the address
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_DISABLE_ACCESS_LOG = True  # our own audit log keeps who came and went
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # asks for the address too; see above

SESSION_COOKIE_AGE = 60 * number("JIUZHU_SESSION_MINUTES", 60)
SESSION_SAVE_EVERY_REQUEST = (
    False  # counted from the last request all the same: web/officer.py writes it each minute
)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "jiuzhu.web.gate.stale_form"

# --- what comes in and what goes out --------------------------------------------------------------------

UPLOAD_LIMIT_BYTES = 1024 * 1024 * number("JIUZHU_UPLOAD_LIMIT_MB", 20)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600
MEDIA_ROOT = VAR / "files"

_LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "testserver"}
HTTPS = yes("JIUZHU_HTTPS", default=bool(set(ALLOWED_HOSTS) - _LOOPBACK))
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if yes("JIUZHU_PROXY", default=False) else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host not in _LOOPBACK]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Printed on papers as the address of the public check page; behind a proxy or on a server it must be told.
_HERE = f"localhost:{os.environ.get('JIUZHU_PORT', '8000')}"
SITE = os.environ.get("JIUZHU_SITE", "").rstrip("/") or (
    f"http{'s' if HTTPS else ''}://{next((host for host in ALLOWED_HOSTS if host not in _LOOPBACK), _HERE)}"
)

# --- the clock and the log ------------------------------------------------------------------------------

PROCRASTINATE_ON_APP_READY = "jiuzhu.scheduled.timetable.register"

LOG_LEVEL = one_of("JIUZHU_LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "procrastinate": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},  # a line for every request
        "pyhanko": {"level": "CRITICAL"},  # says with a trace what our verdict says in a word
    },
}
