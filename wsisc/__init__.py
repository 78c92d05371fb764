"""wsisc compiles one YAML source into the documents of a WSIS submission to the CSTD.

The pipeline, each stage a function from values to values::

    bytes --source--> Source --calls.schema--> diagnostics
          --source.model--> Submission --lint--> diagnostics
          --document--> Manuscript --writers, engines--> DOCX, HTML, PDF, Markdown, JSON
          --document.integrity, readers--> the words of both, compared before a document is written

The packages, in the order of the pipeline; each opens with a docstring that says what comes in and what goes out:

- `messages` is what the program says and where it comes from: texts with their values, diagnostics, the catalogues of
  other languages, the addresses that a release sets, and the files that come with the program (`messages.resources`).
- `text` has what all know of plain text: safe printing, words, scripts, folding, common ends.
- `ooxml` has all that knows the form of Office files: names, limits, parts, relationships, runs, tables, changes.
- `source` is what an author writes: it reads YAML as JSON data with the position of every key and value, edits YAML
  line by line, checks it by a JSON Schema (`source.json_schema`), and has the submission as values (`source.model`).
  `source.markup` reads the Markdown of its texts as one tree, and prints such a tree as Markdown.
- `theme` has the look of documents: the built-in themes, a repository's own, and their check.
- `calls` has what a submission answers: the call, its vocabularies, its schema, the next call, and what is printed in
  each language (`calls.locale`).
- `document` has everything that goes into a document, whatever its format, and the provenance that it carries.
- `lint` runs the rules (`lint.rules`) and applies suppressions and fixes; `lint.reuse` finds repeated passages.
- `engines` is the only package that runs Pandoc or Typst.
- `readers` read documents: their words, and what else a reader perceives, of PDFs and pages (`readers.inventory`) and
  of Word files (`readers.perception`).
- `writers` write documents, one module for each format.
- `pipeline` puts the stages of one build in order; `pipeline.jobs` builds many documents in parallel, from a cache or
  on a cluster.
- `verification` compares a document with a new build of its source.
- `align` says which items of two sequences correspond, how alike two texts are, and which words of a text changed.
- `diff` finds what differs between two submissions; `merge` brings a reviewed document back into its source.
- `diff_report` writes what differs between two versions as text, JSON and a page.
- `parity` finds what differs between a translation and its original; `translation` has files for translators.
- `importer` turns any Word file into a submission; `review` puts what is wrong with it into the same file, as comments.
- `publication` turns a collection of submissions into a compendium (`collate`), tables (`dataset`) and pages (`site`).
- `preview` is a page that follows a file as it is written; `report` prints diagnostics in many formats.
- `workspace` finds the settings, calls and inputs of a folder, and guards which files may be written.
- `api` has every use case as a function, for Python programs and language servers.
- `cli` parses options, calls a function of `api`, and shows its result.

An import, `importer.import_document.import_bytes`: any Word file -> a submission in YAML::

    1  open       the bytes are a Word file, a PDF or a page      readers.received_document
    2  recognise  it is the unchanged document of the source      verification.round_trip
                  that it carries: that source is the result
    3  read       paragraphs, tables, notes, images, comments     readers.word
    4  clean      changes accepted, prompts and answers in        importer.clean
                  paragraphs of their own; the fields of a form   importer.forms
                  read, layout tables unwrapped
    5  detect     where parts begin, with reason and confidence,  importer.parts.part_detection
                  what the cover says, which call it answers,     importer.cover
                  in which language                               document.language_detection
    6  place      each paragraph in its part and section          importer.assembly, importer.text
    7  write      paragraphs as Markdown, parts as a submission   importer.assembly
    8  account    every word and link of the file is placed,      importer.account
                  printed by the call, or reported
    9  save       the submission as YAML, checked                 writers.yaml, pipeline

A merge, `merge.merge_review.merge_document`: a reviewed Word file, and its source -> the source with the changes::

    1  open       the reviewed Word file is read                  readers.received_document, readers.word
    2  find       the version that was sent: carried by the       merge.sent_version
                  file, or named; its Word file is built anew
                  a form, or a file of an author's own, is imported  merge.foreign_file
                  and built anew as well
    3  restore    headings without their style, and the wording   importer.parts.restore_headings, merge.restore_prompts
                  of the call, in the reviewed file
    4  import     both Word files as submissions, stages 4 to 8   importer, merge.letter_places
                  of an import; by addresses it is known which
                  words of the file are which text
    5  compare    sent, reviewed and current version, block by    merge.review_comparison, collect,
                  block and word by word: a change with its       diff.diff3
                  author, who is found by the addresses of its    merge.letter_addresses,
                  words, or a conflict where both changed it      change_authors
    6  choose     all changes, those of some people, or those     merge.author_selection
                  that a person accepts
    7  apply      changes as edits of lines; what cannot be       merge.apply, conflict_comments, format_guard
                  applied as a comment; the file remains valid
    8  account    every word and link is in the file, or reported  merge.component_accounting

A review, `review.review_document.annotate`: a received Word file -> the same file with comments::

    1  import     the file as a submission, in memory               importer.import_document
    2  check      that submission, by the rules of its folder        pipeline
    3  find       the words of the submission in the paragraphs of    review.word_places, paragraph_texts,
                  the file by their addresses; each diagnostic's      placement
    4  write      comments at these words; safe fixes as tracked     review.comment_marks, tracked_fixes,
                  changes; all other parts are unchanged             seal, ooxml.word_package

A verification, `verification.verify_content.verify_content`: a document, and its source -> their differences::

    1  open       the source that the document carries            readers.embedded_source
    2  check      that source, and the source that is named       pipeline
    3  compare    the two sources                                 verification.verify_content
    4  build      the document of the source once more            writers
    5  compare    the versions of programs, then the bytes of a   verification.source_comparison,
                  PDF or a page, the content of a Word file       item_differences
    6  explain    where words, notes, links and images differ     verification.word_differences

A comparison, `api.comparing.compare_versions`: two versions of a submission -> what changed::

    1  read       each is a YAML file, a file of a Git revision,     api.version_reading, workspace.revisions,
                  or a document: what an import of it yields         importer
    2  match      sections by ids, titles and words; footnotes and   diff.section_matching,
                  figures by places and words                        reference_matching
    3  align      all printed blocks in one order: of each, which    diff.block_comparison
                  one it was; a section that is elsewhere is moved
    4  compare    values, blocks, then words                         diff.comparison, block_comparison,
                                                                     word_changes
    5  report     by part and section, as text, JSON and a page;     diff_report, writers.redline
                  as a Word file with tracked changes

Problems of a document are reported as diagnostics, as values, all of them. A broken environment raises `WsiscError`.
"""

__version__ = "0.2.0"
