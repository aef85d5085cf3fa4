"""Situations of the world that interrupt an action. Each has its sentence in `app.ui.messages`."""


class AppError(Exception):
    """Something in the world prevents the action; nothing is lost and the user can be told.

    The message never holds a name, an address or an answer.
    """


class UnusableFileError(AppError):
    """A file cannot be used: its name, where in it, and a French sentence saying why."""

    def __init__(self, file: str, problem: str, *, place: str = "") -> None:
        self.file = file
        self.place = place
        self.problem = problem
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where} : {problem}")
