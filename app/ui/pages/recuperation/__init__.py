"""Get in with the structure's own key when a passphrase is lost, and choose a new one."""
