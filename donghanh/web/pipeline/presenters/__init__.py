from donghanh.web.pipeline.presenters.following import commune, files, guarded, province, times
from donghanh.web.pipeline.presenters.people import absent, among, asked, day_page, pending

__all__ = ["absent", "among", "asked", "commune", "day_page", "files", "guarded", "pending", "province", "times"]
