"""The web application: the account in a browser, served from this machine to this machine.

    from whence.show.web import make_app
    app = make_app("story.db", as_of=whence.run.as_of)     # an ASGI application

A page is one module in `pages`: it asks `whence.story.queries`, and fills a template in `templates/web`.
"""

from whence.show.web.app import make_app
from whence.show.web.serve import serve

__all__ = ["make_app", "serve"]
