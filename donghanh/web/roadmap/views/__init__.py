"""Pages of roadmaps."""

from donghanh.web.roadmap.views.boundaries import boundaries
from donghanh.web.roadmap.views.choosing import choose
from donghanh.web.roadmap.views.helping import army, guide_file, guides
from donghanh.web.roadmap.views.models import clubs, models, options, pilots
from donghanh.web.roadmap.views.plan import plan, plans
from donghanh.web.roadmap.views.sites import found, register, site

__all__ = [
    "army",
    "boundaries",
    "choose",
    "clubs",
    "found",
    "guide_file",
    "guides",
    "models",
    "options",
    "pilots",
    "plan",
    "plans",
    "register",
    "site",
]
