"""Row security of lists on their way in. Drafts and files may be taken away; what a batch was stays."""

from django.db import migrations

from donghanh.base.privacy.rows import secure


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_tables")]
    operations = [
        secure("intake_batch", "D1"),
        secure("intake_filepart", "D1", update=False, delete=True),
        secure("intake_row", "D1", delete=True),
    ]
