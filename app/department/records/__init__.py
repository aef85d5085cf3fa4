"""What the service keeps, by record; each function takes the caller's session, none commits."""
