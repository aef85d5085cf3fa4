"""What the console's pages ask of a request besides the service itself."""

from typing import Annotated

from fastapi import Depends, Request

from app.department.console.rendering import Renderer


def pages_of(request: Request) -> Renderer:
    """Return what makes pages."""
    renderer = request.app.state.pages
    if not isinstance(renderer, Renderer):
        raise TypeError("the application was not made by create_app")
    return renderer


Pages = Annotated[Renderer, Depends(pages_of)]
