"""What the frozen service of the Département leaves out: no window, no vault, no keyring."""

from typing import Final

EXCLUDED_FROM_SERVICE: Final = [
    "PIL.AvifImagePlugin",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL.WebPImagePlugin",
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingtk",
    "PIL._webp",
    "PySide6",
    "_tkinter",
    "app.bootstrap",
    "app.storage",
    "app.ui",
    "app.usecases",
    "keyring",
    "lxml",
    "pip",
    "setuptools",
    "shiboken6",
    "sqlcipher3",
    "test",
    "tkinter",
]
