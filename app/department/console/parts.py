"""What the console's pages ask of a request besides the service itself."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi import Path as InPath

from app.department.console.rendering import Renderer


def pages_of(request: Request) -> Renderer:
    """Return what makes pages."""
    renderer = request.app.state.pages
    if not isinstance(renderer, Renderer):
        raise TypeError("the application was not made by create_app")
    return renderer


# What cannot be an identifier is no page, and never reaches the database.
RecordId = Annotated[str, InPath(pattern=r"^[A-Za-z0-9-]{1,80}$")]
Pages = Annotated[Renderer, Depends(pages_of)]
