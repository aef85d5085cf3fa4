"""A form as the Département defined it, and one interview made with it."""
