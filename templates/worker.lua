-- Jobs on standard input -> their results on standard output, one after another: a Pandoc that stays warm.
-- A job is a line of FORMAT, FILTERS, REFERENCE and LENGTH with tabs between, and so many bytes of text; a result is a line "ok LENGTH" or
-- "failed LENGTH" and so many bytes. wsisc/engines/pandoc.py sends and reads them.

local READER = "commonmark+footnotes+pipe_tables+fenced_divs+bracketed_spans"
local NO_FILES = {} -- what the reader may see: nothing, as under --sandbox
local of_word = pandoc.template.compile(pandoc.template.default("docx"))

-- A filter's functions, loaded once: Pandoc itself would begin a Lua of its own for every filter and job.
local filters = {}
local function functions(path)
  if not filters[path] then
    local held = setmetatable({}, {__index = _ENV})
    assert(loadfile(path, "t", held))()
    filters[path] = {}
    for name, each in next, held do
      filters[path][name] = each
    end
  end
  return filters[path]
end

local function convert(to, paths, reference, text)
  local document = pandoc.read(text, READER, pandoc.ReaderOptions({}), NO_FILES)
  for path in paths:gmatch("[^|]+") do
    document = document:walk(functions(path))
  end
  local options = {wrap_text = "wrap-none"}
  if to == "docx" then
    options.template, options.reference_doc = of_word, reference
  end
  local made = pandoc.write(document, to, pandoc.WriterOptions(options))
  return (to == "docx" or made:sub(-1) == "\n") and made or made .. "\n" -- as the command line ends texts
end

for job in io.lines() do
  local to, paths, reference, length = job:match("^(%S+)\t([^\t]*)\t([^\t]*)\t(%d+)$")
  local ok, result = pcall(convert, to, paths, reference, io.read(tonumber(length)) or "")
  result = ok and result or tostring(result)
  io.write(ok and "ok " or "failed ", #result, "\n", result)
  io.flush()
end
