"""The one place that knows every part: clock, folders, vault, gateways, pages."""
