"""The whole public site of a program as files, to be served by any file server.

`making.Copy` is what the command calls. It asks the site for its `pages` (`rendering`), as those
ask for each other by `addresses`, which become the names of files; `links` leads from one to the
other, `rewriting` puts the links into each kind of answer and `page` into HTML. What the modules of
a copy read instead of asking a server is in `program`; `files` are taken over as they are. `folder`
keeps it all, and knows what has been written.
"""

from kdd_program.static_copy.folder import CopyError, State
from kdd_program.static_copy.making import Copy

__all__ = ["Copy", "CopyError", "State"]
