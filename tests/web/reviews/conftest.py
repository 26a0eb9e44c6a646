from tests.web.overview.conftest import all_units, at_nine, lead, sit, towns

__all__ = ["all_units", "at_nine", "lead", "sit", "towns"]
