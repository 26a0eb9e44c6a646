from donghanh.web.pipeline.views.following import files, steps, times
from donghanh.web.pipeline.views.people import absent, pending, whereabouts

__all__ = ["absent", "files", "pending", "steps", "times", "whereabouts"]
