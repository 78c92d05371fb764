"""A submission's file -> a page in the browser that is updated at every save.

- `reading` returns the bytes of a file once they are stable; `watching` reports possible changes.
- `building` turns them into the page, its diagnostics and the lengths of parts; `places` adds the source line to every
  paragraph of the page; `sheets` renders the printed pages as images.
- `state` is what is shown; `updater` keeps it up to date, in threads of its own.
- `rendering` renders a state through `templates/preview/`; `server` and `guard` serve it to the browser of the same
  user on the same machine, and to no one else.
"""
