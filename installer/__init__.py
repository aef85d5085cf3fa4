"""Makes the installers: `python3 installer/build.py`. Nothing here is part of the program."""
