"""What the frozen program leaves out of its libraries, and whose notices it carries."""

from typing import Final

DISTRIBUTIONS: Final = (
    "pyside6-essentials",
    "sqlalchemy",
    "sqlcipher3",
    "cryptography",
    "reportlab",
)
"""Those whose version `--selftest` tells."""

EXCLUDED: Final = [
    "PIL.AvifImagePlugin",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL.WebPImagePlugin",
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingtk",
    "PIL._webp",
    *(
        f"PySide6.Qt{name}"
        for name in (
            "Concurrent",
            "Designer",
            "Help",
            "OpenGL",
            "OpenGLWidgets",
            "Qml",
            "Quick",
            "Sql",
            "Test",
            "UiTools",
            "Xml",
        )
    ),
    "_tkinter",
    "app.department",  # the Département's side is a program of its own
    "fastapi",
    "lxml",
    "pip",
    "psycopg",
    "setuptools",
    "starlette",
    "test",
    "tkinter",
    "uvicorn",
]

_OF_GTK: Final = tuple(
    f"lib{name}"
    for name in (
        "gtk-3",
        "gdk-3",
        "gdk_pixbuf",
        "atk-",
        "atspi",
        "atk-bridge",
        "cairo",
        "pango",
        "epoxy",
        "Xcomposite",
        "Xdamage",
        "Xcursor",
        "Xinerama",
        "fribidi",
        "pixman",
        "thai",
        "datrie",
        "harfbuzz",
        "graphite2",
    )
)
_DROPPED: Final = tuple(
    f"PySide6/Qt/{name}"
    for name in (
        "lib/libQt6EglFS",
        "lib/libQt6EglFs",
        "lib/libQt6Eglfs",
        "lib/libQt6Qml",
        "lib/libQt6Quick",
        "lib/libQt6VirtualKeyboard",
        "plugins/egldeviceintegrations",
        "plugins/generic",
        "plugins/imageformats/libqgif",
        "plugins/imageformats/libqicns",
        "plugins/imageformats/libqtga",
        "plugins/imageformats/libqtiff",
        "plugins/imageformats/libqwbmp",
        "plugins/imageformats/libqwebp",
        "plugins/platforminputcontexts/libqtvirtualkeyboard",
        "plugins/platforms/libqeglfs",
        "plugins/platforms/libqlinuxfb",
        "plugins/platforms/libqminimalegl",
        "plugins/platforms/libqvkkhrdisplay",
        "plugins/platforms/libqvnc",
        "plugins/platformthemes/libqgtk3",
    )
)

_OF_WINDOWS: Final = tuple(
    f"PySide6/{name}"
    for name in (
        "opengl32sw.dll",  # drawing by OpenGL without a card: 20 MB that no window of ours asks for
        "plugins/generic",
        "plugins/imageformats/qgif",
        "plugins/imageformats/qicns",
        "plugins/imageformats/qtga",
        "plugins/imageformats/qtiff",
        "plugins/imageformats/qwbmp",
        "plugins/imageformats/qwebp",
        "plugins/platforms/qdirect2d",
    )
)
"""There the wheel has its plugins without `Qt/` before."""

_OF_THE_INSTALLATION: Final = ("/RECORD", "/INSTALLER", "/REQUESTED", "/direct_url.json", "/WHEEL")
"""How and where a distribution was installed in the build environment: no two builds alike."""

_LINKED: Final = tuple(one.split("/lib/")[-1] for one in _DROPPED if "/lib/" in one)
"""PyInstaller links each library of Qt beside the program too."""


def kept(name: str) -> bool:
    """Tell whether a file of the libraries is needed: no screen of ours is drawn by Qml or GTK."""
    path = name.replace("\\", "/")
    if "/__pycache__/" in path:
        return False  # of what is read as a file; it holds the moment of its making
    if path.endswith(".jar") or path.startswith(_OF_GTK):
        return False  # a Java checker of pyxform's that we do not call, and what a plugin drew in
    if path.endswith(_OF_THE_INSTALLATION) and ".dist-info/" in path:
        return False
    if "translations/" in path and path.startswith("PySide6/"):
        return path.endswith("qtbase_fr.qm")
    return not path.startswith((*_DROPPED, *_LINKED, *_OF_WINDOWS))
