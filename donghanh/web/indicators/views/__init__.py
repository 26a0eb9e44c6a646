"""Views of indicators: the pages, and making one from parts."""
