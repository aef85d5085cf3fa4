"""Who works on this laptop."""
