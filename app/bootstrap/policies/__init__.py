"""Where policies are read at the program's start, and what follows from them by itself."""
