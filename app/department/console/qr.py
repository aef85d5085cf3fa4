"""A QR code as an SVG drawing."""

from markupsafe import Markup


def qr_svg(text: str, label: str = "Code QR d’activation") -> Markup:
    """Return the drawing of `text`, named `label`, black on white in any theme."""
    from app.documents.qr import QUIET_ZONE, qr_matrix  # noqa: PLC0415 - a tenth of the start

    matrix = qr_matrix(text)
    side = len(matrix) + 2 * QUIET_ZONE
    path = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return Markup(
        '<svg class="qr" role="img" aria-label="{2}" viewBox="0 0 {0} {0}" '
        'xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{1}" fill="#000"/></svg>'
    ).format(side, path, label)
