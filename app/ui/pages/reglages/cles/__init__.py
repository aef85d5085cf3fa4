"""The keys of the laptop, as the référent sees them."""
