"""A submission's file -> a page in the browser that is updated at every save.

- `file_watching` reports possible changes of a file.
- `page_building` turns its bytes into the page, its diagnostics and the lengths of parts, has the state that is shown,
  and renders it through `templates/preview/`; `places` adds the source line to every paragraph of the page.
- `server` reads the file once it is stable, keeps the state up to date in threads of its own, has printed pages, and
  serves all to the browser of the same user on the same machine, and to no one else.
"""
