"""One module a release."""
