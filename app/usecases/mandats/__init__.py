"""Draw up a mandate, have it signed, act under it, end it and destroy its data."""
