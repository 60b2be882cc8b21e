"""The embedded database is what the product's promises rest on: not a superuser, Chinese searchable."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = pytest.mark.slow  # needs a database


@pytest.mark.django_db
def test_the_application_is_bound_by_row_level_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


@pytest.mark.django_db
def test_chinese_text_has_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity('新汶街道办事处', '新汶街道')")
        assert cursor.fetchone()[0] > 0.3
