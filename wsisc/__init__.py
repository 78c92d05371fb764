"""wsisc compiles one YAML source into the documents of a WSIS submission to the CSTD.

The pipeline, each stage a function from values to values::

    bytes --source.read--> Source --schema.check--> diagnostics
          --model.from_data--> Submission --lint.run--> diagnostics
          --writers.markdown--> Markdown --pandoc.convert--> DOCX --writers.docx--> finished DOCX
          --words / readers.docx--> the words of both, compared before a file is put in place

- `source` reads YAML as JSON data and remembers where every key and value stands.
- `schema` composes the schema of a call and says what breaks it, in an author's words.
- `model` is what a submission is, `call` what it answers, `locale` the fixed wording of a language.
- `richtext` reads the Markdown that authors write; `rules` are the errors it may hold; `lint` runs them.
- `writers` make documents; `pandoc` is the only module that runs Pandoc.
- `words` and `readers` see to it that no word is lost on the way.
- `pipeline` puts the stages in order; `cli` meets files, terminals and people.

A wrong document gives diagnostics, as values, all of them. A broken environment raises `WsiscError`.
"""

__version__ = "0.1.0"
