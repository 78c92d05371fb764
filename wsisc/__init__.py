"""wsisc compiles one YAML source into the documents of a WSIS submission to the CSTD.

The pipeline, each stage a function from values to values::

    bytes --source.read--> Source --schema.check--> diagnostics
          --model.from_data--> Submission --lint.run--> diagnostics
          --writers.markdown--> Markdown --pandoc.start--> DOCX, HTML, Typst --typesetter--> PDF
          --writers--> finished documents, which carry their source (provenance)
          --words / readers--> the words of both, compared before a document is put in place

- `source` reads YAML as JSON data and remembers where every key and value stands.
- `schema` composes the schema of a call and says what breaks it, in an author's words.
- `model` is what a submission is, `call` what it answers, `locale` the fixed wording of a language.
- `figures` reads the images that a submission names; a `manuscript` is all that a document is made of.
- `richtext` reads the Markdown that authors write; `rules` are the errors it may hold; `lint` runs them.
- `outline` puts cover, prompts and answers in the order of the page; `writers` make documents of it in the look
  of the `theme`; `pandoc` is the only module that runs Pandoc, `typesetter` the only one that runs Typst.
- `words` and `readers` see to it that no word is lost on the way.
- `provenance` is what a document carries about its source; `verification` compares a document with what that gives,
  its words and all else that `readers.inventory`, and of a Word file `readers.word.perceived`, find in it; `compare`
  and `likeness` say where they differ, `roundtrip` whether it still is the document of that source.
- `checksum` and `outputs` tell whether a document still is as it was built, before another takes its place.
- `importing` says what a document gives, exactly or as it is read.
- `pipeline` puts the stages in order; `cli` meets files, terminals and people.

Around it::

    Word file --readers.word--> content --intake--> Submission --writers.authored--> YAML
    base, reviewed, ours --merge--> changes --merge.landing--> minimal edits of ours
    call --starter--> a new submission; --successor--> next year's call; Submission --migration--> another call's
    many Orders --batch, cache--> what came of each; --collection--> a compendium, a dataset, pages

- `making` is an order for a document as a value, so that another process or machine can carry it out.
- `editor` tells editors what the schema means; `callcheck` tells keepers of calls what is wrong with one.
- `preview` is a page that follows a file as it is written; `collate` makes one document of many submissions.

A wrong document gives diagnostics, as values, all of them. A broken environment raises `WsiscError`.
"""

__version__ = "0.2.0"
