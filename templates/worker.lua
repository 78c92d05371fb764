-- Jobs on standard input -> their results on standard output, one after another: a Pandoc that stays warm.
-- A job is a line of FORMAT, FILTERS, REFERENCE and LENGTH with tabs between, and so many bytes of text; a result is a line "ok LENGTH" or
-- "failed LENGTH" and so many bytes. wsisc/pandoc.py sends and reads them.

local READER = "commonmark+footnotes+pipe_tables+fenced_divs"
local NO_FILES = {} -- what the reader may see: nothing, as under --sandbox
local of_word = pandoc.template.compile(pandoc.template.default("docx"))

local function convert(to, filters, reference, text)
  local document = pandoc.read(text, READER, pandoc.ReaderOptions({}), NO_FILES)
  for filter in filters:gmatch("[^|]+") do
    document = pandoc.utils.run_lua_filter(document, filter)
  end
  local options = {wrap_text = "wrap-none"}
  if to == "docx" then
    options.template, options.reference_doc = of_word, reference
  end
  return pandoc.write(document, to, pandoc.WriterOptions(options))
end

for job in io.lines() do
  local to, filters, reference, length = job:match("^(%S+)\t([^\t]*)\t([^\t]*)\t(%d+)$")
  local ok, result = pcall(convert, to, filters, reference, io.read(tonumber(length)) or "")
  result = ok and result or tostring(result)
  io.write(ok and "ok " or "failed ", #result, "\n", result)
  io.flush()
end
