"""A QR code as an SVG drawing, made with the encoder that reportlab brings."""

from typing import Any, cast

from markupsafe import Markup

_QUIET_ZONE = 4  # modules; ISO/IEC 18004 § 6.3.8


def qr_svg(text: str) -> Markup:
    """Return the drawing of `text`; its ink follows the stylesheet, its paper stays white."""
    matrix = _matrix(text)
    side = len(matrix) + 2 * _QUIET_ZONE
    path = "".join(
        f"M{x + _QUIET_ZONE} {y + _QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return Markup(
        '<svg class="qr" role="img" aria-label="Code QR d’activation" viewBox="0 0 {0} {0}" '
        'xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{1}" fill="#000"/></svg>'
    ).format(side, path)


def _matrix(text: str) -> list[list[bool]]:
    from reportlab.graphics.barcode import qrencoder  # noqa: PLC0415 - a tenth of the start

    encoder = cast("Any", qrencoder)  # reportlab carries no types
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = int(code.getModuleCount())
    return [[bool(code.isDark(y, x)) for x in range(size)] for y in range(size)]
