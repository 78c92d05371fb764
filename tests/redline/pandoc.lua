-- Lines of "path <tab> accept|reject" -> the document of each Word file as JSON, one a line, images by their digest.

for line in io.lines() do
  local path, mode = line:match("([^\t]+)\t(%a+)")
  local file = assert(io.open(path, "rb"))
  local content = file:read("a")
  file:close()
  pandoc.mediabag.empty()
  local doc = pandoc.read(content, "docx", pandoc.ReaderOptions({track_changes = mode .. "-changes"}))
  doc = doc:walk({Image = function(image)
    local _, bytes = pandoc.mediabag.lookup(image.src)
    image.src = bytes and pandoc.utils.sha1(bytes) or "missing"
    return image
  end})
  io.write((pandoc.write(doc, "json"):gsub("\n", " ")), "\n")
end
