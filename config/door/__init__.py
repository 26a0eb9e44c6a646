"""What stands behind ./dev: making the environment (outside), then the commands (inside it)."""
