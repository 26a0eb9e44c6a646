"""Pages of indicators: how each is counted, what was reached, what is missing, figures typed with their source."""
