"""The tab « Convention »: its life, its values with their sources, its versions and files."""
