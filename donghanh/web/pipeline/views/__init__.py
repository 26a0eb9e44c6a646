from donghanh.web.pipeline.views.following import files, steps, times

__all__ = ["files", "steps", "times"]
