from donghanh.web.pipeline.presenters.following import commune, files, guarded, province, times

__all__ = ["commune", "files", "guarded", "province", "times"]
