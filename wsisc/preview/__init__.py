"""A submission's file, as it is written -> a page in the browser that follows every save.

- `reading` gives the bytes of a file once they have come to rest; `watching` tells when to look again.
- `building` makes of them what can be shown: the page, what is wrong, how long the parts are; `places` puts the line
  of the source beside every paragraph of the page, `sheets` makes pictures of the printed pages.
- `state` is what is shown now; `keeper` keeps it up to date, in threads of its own.
- `wording` puts a state into words, through `templates/preview/`; `server` and `guard` give it to the browser of the
  same person at the same machine, and to nobody else.
"""
