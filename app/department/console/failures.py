"""Why a page cannot be shown."""


class PageNotFoundError(Exception):
    """No such page or record; the answer is a French page with status 404."""
