"""A submission's file -> a page in the browser that is updated at every save.

- `file_watching` reports possible changes of a file.
- `page_building` turns its bytes into the page, its diagnostics and the lengths of parts, and has the state that is
  shown; `places` adds the source line to every paragraph of the page.
- `updater` reads the file once it is stable, keeps the state up to date in threads of its own, and has printed pages.
- `rendering` renders a state through `templates/preview/`; `server` serves it to the browser of the same user on the
  same machine, and to no one else.
"""
