import django.db.models.deletion
from django.db import migrations, models

import donghanh.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0006_coverage_by_hand"),
        ("programme", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.UUIDField(default=donghanh.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("filename", models.CharField(max_length=200)),
                ("made_by", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit")),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(default=donghanh.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("position", models.SmallIntegerField()),
                ("kind", models.CharField(choices=[("TARGET", "chỉ tiêu"), ("DUTY", "việc phải làm"), ("REPORT", "báo cáo định kỳ")], max_length=8)),
                ("place", models.CharField(max_length=60)),
                ("sentence", models.TextField()),
                ("said", models.JSONField()),
                ("sureness", models.CharField(choices=[("HIGH", "rõ"), ("MIDDLE", "cần xem"), ("LOW", "đoán")], max_length=6)),
                ("paper", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="exchange.paper")),
            ],
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.UUIDField(default=donghanh.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("is_accepted", models.BooleanField()),
                ("made_by", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("proposal", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to="exchange.proposal")),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=donghanh.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("filename", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("made_by", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.unit")),
                ("version", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programme.version")),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "-made_at"], name="plan_draft_list")],
            },
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["unit", "-made_at"], name="plan_paper_list"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("paper", "position"), name="plan_proposal_once"),
        ),
        migrations.AddIndex(
            model_name="judgement",
            index=models.Index(fields=["proposal", "-made_at"], name="plan_judgement_latest"),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(condition=models.Q(("made_by", 0), _negated=True), name="plan_judgement_by_a_person"),
        ),
    ]
