-- The template's classes -> calls of Typst functions; headings get their labels; what Typst would misread is escaped.

local function typst(text) return pandoc.RawBlock("typst", text) end

-- The writer names the numbers of a list only where they are not "1." from 1 on; a list within another, which
-- would have those of the outer one, needs them named too.
function OrderedList(list)
  if list.start == 1 and list.delimiter ~= "OneParen" then
    return {typst('#block[#set enum(numbering: "1.", start: 1)'), list, typst("]")}
  end
end

-- Typst turns three dots into an ellipsis, hyphens into dashes, "-?" into a soft hyphen, a hyphen into a minus before a
-- digit of any script, which the writer does not escape.
local function escaped(text)
  local after_a_letter = pandoc.Plain({pandoc.Str("x" .. text)}) -- otherwise it is escaped as at the start of a line
  local written = pandoc.write(pandoc.Pandoc({after_a_letter}), "typst-smart"):gsub("%s+$", ""):sub(2)
  return (written:gsub("%.%.%.", "\\.\\.\\."):gsub("(%-+)([^%-]?)", function(run, after)
    return (#run > 1 or after:find("[?%d\x80-\xff]")) and run:gsub("%-", "\\-") .. after or run .. after
  end))
end

-- After a link, note or emphasis Typst reads a dot and a letter as the field of a value; the writer does not escape it.
function Str(str)
  if str.text:find("^%.[^%.]") then
    return pandoc.RawInline("typst", "\\" .. escaped(str.text))
  end
  if str.text:find("%.%.%.") or str.text:find("%-[-?%d\x80-\xff]") then
    return pandoc.RawInline("typst", escaped(str.text))
  end
end

-- What would begin a heading, a list or a term is escaped by the writer at the start of some paragraphs, but not of
-- those of items and notes.
local function at_start(block)
  local first = block.content[1]
  if first and first.text and (first.text:find("^[/=+%-]") or first.text:find("^%d+%.")) then
    if first.t == "Str" then
      block.content[1] = pandoc.RawInline("typst", "\\" .. escaped(first.text))
      return block
    elseif first.t == "RawInline" then
      block.content[1] = pandoc.RawInline("typst", "\\" .. first.text)
      return block
    end
  end
end

Plain, Para = at_start, at_start

-- A heading in the look of what it begins; a prompt is on the line of its label.
local function heading(div)
  local heading, prompt, meaning = div.content[1], div.content[2], div.classes[2]
  heading.identifier = div.identifier
  local blocks = pandoc.Blocks({heading})
  if prompt then
    local call = string.format('#run-in("%s", %d, "%s")[', meaning, heading.level, div.identifier)
    local line = pandoc.Inlines({pandoc.RawInline("typst", call)})
    line:extend((at_start(pandoc.Plain(heading.content)) or heading).content)
    line:insert(pandoc.RawInline("typst", "]["))
    line:extend(prompt.content)
    line:insert(pandoc.RawInline("typst", "]"))
    blocks = pandoc.Blocks({pandoc.Para(line)})
  elseif meaning then
    blocks = pandoc.Blocks({typst('#with-meaning("' .. meaning .. '")['), heading, typst("]")})
  end
  if meaning == "part" or meaning == "item" then
    blocks:insert(1, typst("#part-ends()"))
    blocks:insert(typst('#part-begins("' .. div.identifier .. '")'))
  end
  return blocks
end

function Div(div)
  if div.classes[1] == "heading" then
    return heading(div)
  end
  if div.classes[1] == "prompt" then
    return {typst('#styled("prompt")['), div.content[1], typst("]"), typst('#part-begins("' .. div.attributes.part .. '")')}
  end
  if div.classes[1] == "part" then
    return {typst("#part-ends()"), typst('#part-begins("' .. div.identifier .. '")')}
  end
  if div.classes[1] == "figure" then
    local blocks = pandoc.Blocks({typst('#picture("' .. div.attributes.name .. '")[')})
    blocks:extend({table.unpack(div.content, 2)})
    blocks:insert(typst("]"))
    return blocks
  end
  local blocks = pandoc.Blocks({typst('#styled("' .. div.classes[1] .. '")[')})
  blocks:extend(div.content)
  blocks:insert(typst("]"))
  return blocks
end

-- Typst prints an address of mail without "mailto:" where the writer leaves the words of the link to it.
function Link(link)
  if link.target:match("^mailto:") then
    link.content = {pandoc.Span(link.content)}
    return link
  end
end

-- A foreign phrase: the writer passes neither the language nor the direction on.
function Span(span)
  local language, direction = span.attributes.lang, span.attributes.dir
  if language or direction then
    local call = string.format("#foreign(%s, %s)[", language and '"' .. language .. '"' or "none", direction or "none")
    local inlines = pandoc.Inlines({pandoc.RawInline("typst", call)})
    inlines:extend(span.content)
    inlines:insert(pandoc.RawInline("typst", "];"))
    return inlines
  end
end

-- A paragraph that is one foreign phrase has its direction: nothing else is in it.
local function turn_paragraph(block)
  local first, last, depth, ends = block.content[1], block.content[#block.content], 0, 0
  for _, each in ipairs(block.content) do
    if each.t == "RawInline" and each.text:find("^#foreign%(") then
      depth = depth + 1
    elseif each.t == "RawInline" and each.text == "];" then
      depth, ends = depth - 1, ends + (depth == 1 and 1 or 0)
    end
  end
  if ends == 1 and last.text == "];" and first.t == "RawInline" and first.text:find("^#foreign%(") then
    first.text = first.text:gsub("^#foreign", "#foreign-alone")
  end
end

-- A word that is too long for its column may be broken anywhere, as Word does it; tables.lua has set the columns, and says
-- which tables are small. Only words that may be too long are measured.
local LETTERS = 50    -- of the widest kind, on a line of a table as wide as the text

local function breakable(column, padding)
  local room = math.floor(column[2] * LETTERS) - 2
  return {Str = function(str)
    local joined = str.text:find("[\u{0300}-\u{036F}\u{0590}-\u{08FF}]") -- letters that a break would take apart
    if (utf8.len(str.text) or 0) > room and not joined then
      local call = string.format('#fitted(%.4f, %s, "%s");', column[2], padding, str.text:gsub('[\\"]', "\\%0"))
      return pandoc.RawInline("typst", call)
    end
  end}
end

function Table(table)
  local is_small = table.classes:includes("small")
  local padding = is_small and "3pt" or "5.4pt" -- as in document.typ
  local function visit(rows)
    for _, row in ipairs(rows) do
      for index, cell in ipairs(row.cells) do
        cell.contents = cell.contents:walk(breakable(table.colspecs[index], padding))
      end
    end
  end
  visit(table.head.rows)
  for _, body in ipairs(table.bodies) do
    visit(body.body)
  end
  return is_small and {typst("#small-table["), table, typst("]")} or table
end

-- Only a table that is within nothing else can be on a page of its own. Behind the last one, the end of a part would
-- begin another page.
function Pandoc(doc)
  local blocks = pandoc.Blocks({})
  for index, block in ipairs(doc.blocks) do
    if block.t == "Table" and block.classes:includes("wide") then
      local is_last = index + 1 == #doc.blocks -- what ends a small table follows
      blocks:extend({typst("#turned["), block, typst(is_last and "#part-ends()]" or "]")})
      doc.blocks[index + 1].text = is_last and "]\n#let part-ends() = none" or "]"
    else
      if block.t == "Para" then
        turn_paragraph(block)
      end
      blocks:insert(block)
    end
  end
  doc.blocks = blocks
  return doc
end

local function refuse(element)
  error("raw " .. element.format .. " reached the filter: " .. element.text)
end

RawBlock, RawInline = refuse, refuse
