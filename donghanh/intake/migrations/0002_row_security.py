"""Row security of lists on their way in. Drafts and files may be taken away; what a batch was stays.

Who gave an order gave it in his own name: the worker enters people, and takes them back, with the rights and under the name of that official.
"""

from django.db import migrations

from donghanh.base.privacy.rows import own_hand, secure

OF_BATCH_HERE = "exists (select from intake_batch b where b.id = batch_id and b.unit_id = {table}.unit_id)"


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_tables")]
    operations = [
        secure("intake_batch", "D1"),
        own_hand("intake_batch", "uploaded_by", ":uploaded_at", "confirmed_by:confirmed_at", "undone_by:undone_at"),
        secure("intake_filepart", "D1", insert_if=OF_BATCH_HERE.format(table="intake_filepart"), update=False, delete=True),
        secure("intake_row", "D1", insert_if=OF_BATCH_HERE.format(table="intake_row"), delete=True),
    ]
