"""What makes the installers for Windows."""
