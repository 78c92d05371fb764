"""`templates/<folder>/<name>` -> a Jinja template of a page or of its style sheet."""

from functools import cache

import jinja2

from wsisc import resources


@cache
def load(folder: str, name: str) -> jinja2.Template:
    """Return a template of a folder of `templates/`; its values are escaped, except in style sheets.

    Raises WsiscError where it is missing.
    """
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: resources.text(f"templates/{folder}/{name}")),
        undefined=jinja2.StrictUndefined,
        autoescape=name.endswith((".html.j2", ".xml.j2")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)
