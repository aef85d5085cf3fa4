"""The window around the pages: navigation, status, lock, hidden screen."""
