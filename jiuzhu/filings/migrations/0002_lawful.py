"""The database files only what a township decided, in the order that acts may follow each other, and draws for itself."""

from django.db import migrations

from jiuzhu.audit.append_only import append_only, never_deleted, tracked
from jiuzhu.cases.standing import seen_with_case
from jiuzhu.filings.standing import ACT, FILING, UNDO
from jiuzhu.filings.standing_of_samples import DRAW, PROPOSE
from jiuzhu.offices.scope import visible_by_area
from jiuzhu.signatures.standing import signed_by

WITH_CASE = (
    "filingpaper",
    "mark",
    "opened",
    "act",
    "hearing",
    "sampleentry",
    "samplevisit",
    "sampleconfirmation",
)
BY_AREA = ("filing", "draw", "entropyentry", "abort", "reveal", "proposal", "verdict")


class Migration(migrations.Migration):
    dependencies = [
        ("filings", "0001_initial"),
        ("approvals", "0003_signed"),
        ("entitlements", "0003_signed"),
        ("signatures", "0002_kept"),
        ("cases", "0003_signed"),
        ("delegation", "0002_cover"),
        ("funds", "0003_books"),
    ]
    operations = [
        migrations.RunSQL(FILING + ACT + DRAW + PROPOSE, UNDO),
        signed_by("filings_samplevisit", "officer_id", "sample_visit"),
        signed_by("filings_sampleconfirmation", "officer_id", "sample_visit"),
        signed_by("filings_verdict", "by_id", "suspension"),
        never_deleted("filings_filing"),
        tracked("filings_filing"),
        *(
            append_only(f"filings_{table}")
            for table in (*WITH_CASE, *BY_AREA[1:], "complaint", "complaintanswer")
        ),
        *(seen_with_case(f"filings_{table}") for table in WITH_CASE),
        *(visible_by_area(f"filings_{table}") for table in BY_AREA),
        # The area of these rows is the county: a township's reach does not cover it, so it never learns who complained.
        visible_by_area("filings_complaint", "county_id"),
        visible_by_area("filings_complaintanswer", "county_id"),
    ]
