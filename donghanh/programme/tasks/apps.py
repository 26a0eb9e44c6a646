from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "donghanh.programme.tasks"
    label = "tasks"
