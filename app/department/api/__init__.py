"""What devices ask over HTTP; the messages are those of `app.sync.protocol`."""
