"""The laptop: its vault, who may do what, its dates, its end."""
