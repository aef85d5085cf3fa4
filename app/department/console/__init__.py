"""The web console: pages rendered on the server, which work without JavaScript."""
