"""The exchange with the Département."""
