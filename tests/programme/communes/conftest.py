from tests.reports.conftest import all_units, plan, towns

__all__ = ["all_units", "plan", "towns"]
