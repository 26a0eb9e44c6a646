from tests.base.places.conftest import all_units

__all__ = ["all_units"]
