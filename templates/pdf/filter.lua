-- The template's classes -> calls of Typst functions; headings get their labels; what Typst would misread is escaped.

local function typst(text) return pandoc.RawBlock("typst", text) end

function Div(div)
  if div.classes[1] == "heading" then
    local heading = div.content[1]
    heading.identifier = div.identifier
    if div.classes[2] == "part" then
      return {typst("#part-ends()"), heading, typst('#part-begins("' .. div.identifier .. '")')}
    end
    return heading
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

-- The writer names the numbers of a list only where they are not "1." from 1 on; a list within another, which
-- would have those of the outer one, needs them named too.
function OrderedList(list)
  if list.start == 1 and list.delimiter ~= "OneParen" then
    return {typst('#block[#set enum(numbering: "1.", start: 1)'), list, typst("]")}
  end
end

-- Typst makes an ellipsis of three dots, dashes of hyphens, a soft hyphen of "-?" and a minus of a hyphen before a
-- digit of any script, which the writer lets pass.
local function escaped(text)
  local after_a_letter = pandoc.Plain({pandoc.Str("x" .. text)}) -- else it is escaped as at the start of a line
  local written = pandoc.write(pandoc.Pandoc({after_a_letter}), "typst-smart"):gsub("%s+$", ""):sub(2)
  return (written:gsub("%.%.%.", "\\.\\.\\."):gsub("(%-+)([^%-]?)", function(run, after)
    return (#run > 1 or after:find("[?%d\x80-\xff]")) and run:gsub("%-", "\\-") .. after or run .. after
  end))
end

-- Behind a link, a note or emphasis Typst takes a dot and a letter for the field of a value; the writer lets it pass.
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

-- Typst prints an address of mail without "mailto:" where the writer leaves the words of the link to it.
function Link(link)
  if link.target:match("^mailto:") then
    link.content = {pandoc.Span(link.content)}
    return link
  end
end

-- A word that is too long for its column may be broken anywhere, as Word does it; tables.lua has set the columns.
local LETTERS = 66    -- of the widest usual kind, on a line of a table as wide as the text

local function breakable(column)
  local room = math.floor(column[2] * LETTERS) - 2
  return {Str = function(str)
    local joined = str.text:find("[\u{0300}-\u{036F}\u{0590}-\u{08FF}]") -- letters that a break would take apart
    if (utf8.len(str.text) or 0) > room and not joined then
      return pandoc.RawInline("typst", '#anywhere("' .. str.text:gsub('[\\"]', "\\%0") .. '");')
    end
  end}
end

function Table(table)
  local function visit(rows)
    for _, row in ipairs(rows) do
      for index, cell in ipairs(row.cells) do
        cell.contents = cell.contents:walk(breakable(table.colspecs[index]))
      end
    end
  end
  visit(table.head.rows)
  for _, body in ipairs(table.bodies) do
    visit(body.body)
  end
  return table
end

local function refuse(element)
  error("raw " .. element.format .. " reached the filter: " .. element.text)
end

RawBlock, RawInline = refuse, refuse
