-- Texts as a JSON list on standard input -> the words that Pandoc reads in each, \1 at footnote calls, and the language
-- and the words of a foreign phrase between \2 and \3. The arguments are the format, and the filter of line ends.

dofile(arg[2]) -- its function Inlines is global
local cases = pandoc.json.decode(io.read("a"))
local out = {}
local function inl(ils)
  local t = {}
  for _, i in ipairs(ils) do
    if i.t == "Str" then t[#t+1] = i.text
    elseif i.t == "Space" or i.t == "SoftBreak" or i.t == "LineBreak" then t[#t+1] = " "
    elseif i.t == "Code" then t[#t+1] = "<<CODE>>" .. i.text
    elseif i.t == "RawInline" then t[#t+1] = "<<RAW>>" .. i.text
    elseif i.t == "Note" then t[#t+1] = "\1"
    elseif i.t == "Image" then t[#t+1] = "<<IMG>>"
    elseif i.t == "Span" then t[#t+1] = "\2" .. i.attributes.lang .. ":" .. inl(i.content) .. "\3"
    elseif i.content then t[#t+1] = inl(i.content)
    else t[#t+1] = "<<" .. i.t .. ">>" end
  end
  return table.concat(t)
end
local blocks
local function cells(rows, t)
  for _, r in ipairs(rows) do for _, c in ipairs(r.cells) do t[#t+1] = blocks(c.contents) end end
end
function blocks(bs)
  local t = {}
  for _, b in ipairs(bs) do
    if b.t == "Para" or b.t == "Plain" then t[#t+1] = inl(b.content)
    elseif b.t == "BulletList" or b.t == "OrderedList" then for _, i in ipairs(b.content) do t[#t+1] = blocks(i) end
    elseif b.t == "BlockQuote" then t[#t+1] = blocks(b.content)
    elseif b.t == "Table" then
      cells(b.head.rows, t); for _, bd in ipairs(b.bodies) do cells(bd.head, t); cells(bd.body, t) end; cells(b.foot.rows, t)
    else t[#t+1] = "<<" .. b.t .. ">>" .. (b.content and "" or (b.text or "")) end
  end
  return table.concat(t, "\n")
end
for i, c in ipairs(cases) do
  local ok, doc = pcall(pandoc.read, c, arg[1])
  out[i] = ok and blocks(doc:walk({Inlines = Inlines}).blocks) or "<<ERR>>"
end
io.write(pandoc.json.encode(out))
