"""The program itself: its version, the one that is announced, what the IT department imposes."""
