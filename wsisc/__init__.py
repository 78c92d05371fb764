"""wsisc compiles one YAML source into the documents of a WSIS submission to the CSTD.

The pipeline, each stage a function from values to values::

    bytes --source--> Source --calls.schema--> diagnostics
          --model--> Submission --lint--> diagnostics
          --document--> Manuscript --writers, engines--> DOCX, HTML, PDF, Markdown, JSON
          --document.integrity, readers--> the words of both, compared before a document is written

The packages, in the order of the pipeline; each opens with a docstring that says what comes in and what goes out:

- `source` reads YAML as JSON data with the position of every key and value; it edits YAML line by line.
- `markup` reads the Markdown that authors write.
- `calls` has what a submission answers: the call, its schema, the next call.
- `document` has everything that goes into a document, whatever its format, and the provenance that it carries.
- `lint` runs the rules (`lint.rules`) and applies suppressions and fixes; `reuse` finds repeated passages.
- `engines` is the only package that runs Pandoc or Typst.
- `readers` read documents: their words, and all other things that a reader perceives (`readers.inventory`).
- `writers` write documents, one module for each format.
- `jobs` builds many documents in parallel, from a cache or on a cluster.
- `verification` compares a document with a new build of its source.
- `diff` finds what differs between two submissions; `merge` brings a reviewed document back into its source.
- `importer` turns any Word file into a submission.
- `collate`, `dataset` and `site` turn a collection of submissions into a compendium, tables and web pages.
- `preview` is a page that follows a file as it is written; `report` prints diagnostics in many formats.
- `workspace` finds the settings, calls and inputs of a folder, and guards which files may be written.
- `cli` meets terminals and people.

The modules at the top are shared by all: `model` (what a submission is), `diagnostic` (what can be wrong), `locale`,
`templates`, `theme`, `resources` and `settings`. `pipeline` puts the stages of one build in order.

Problems of a document are reported as diagnostics, as values, all of them. A broken environment raises `WsiscError`.
"""

__version__ = "0.2.0"
