-- The template's classes -> Word styles; headings get their bookmarks.

local function style_name(class)
  local words = {}
  for word in class:gmatch("[^-]+") do
    words[#words + 1] = word:sub(1, 1):upper() .. word:sub(2)
  end
  return table.concat(words, " ")
end

-- The placeholder of an image until wsisc/writers/docx/figures.py, which has it, inserts it.
local PLACE = "\u{FDD1}"

local function styled(style, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", {}, {["custom-style"] = style}))
end

local function figure(div)
  local place = pandoc.Para({pandoc.Str(PLACE .. div.attributes.name)})
  local caption = {table.unpack(div.content, 2)}
  if #caption == 0 then
    return styled("Figure", {place})
  end
  return {styled("Figure", {place}), styled("Caption", caption)}
end

function Div(div)
  if div.classes[1] == "heading" then
    local heading = div.content[1]
    heading.identifier = div.identifier
    if #div.content > 1 then -- on the line of the heading: wsisc/writers/docx/theme_styles.py
      return {heading, styled("Run In Prompt", {div.content[2]})}
    end
    return heading
  elseif div.classes[1] == "figure" then
    return figure(div)
  elseif div.classes[1] == "part" then
    return {}
  end
  div.attributes["custom-style"] = style_name(div.classes[1])
  return div
end

-- Columns of numbers are aligned by a style, so that an import does not mistake it for the author's choice.
local function align_numbers(table)
  local function visit(rows, index)
    for _, row in ipairs(rows) do
      local cell = row.cells[index]
      if cell and #cell.contents > 0 then
        cell.contents = {styled("Table Number", {pandoc.Para(pandoc.utils.blocks_to_inlines(cell.contents))})}
      end
    end
  end
  for index, column in ipairs(table.colspecs) do
    if table.attributes["numbers-" .. index] then
      table.attributes["numbers-" .. index] = nil
      table.colspecs[index] = {"AlignDefault", column[2]}
      visit(table.head.rows, index)
      for _, body in ipairs(table.bodies) do
        visit(body.body, index)
      end
    end
  end
  return table
end

-- The paragraphs of wide tables, which tables.lua has found, have styles by which wsisc/writers/docx/theme_styles.py knows them.
-- Only a table that is within nothing else can be on a page of its own.
local function set_small(table, style)
  local function visit(rows)
    for _, row in ipairs(rows) do
      for _, cell in ipairs(row.cells) do
        local first = cell.contents[1]
        local is_number = first and first.t == "Div" and first.attributes["custom-style"] == "Table Number"
        local name = is_number and style:gsub("Text", "Number") or style
        cell.contents = {styled(name, {pandoc.Para(pandoc.utils.blocks_to_inlines(cell.contents))})}
      end
    end
  end
  visit(table.head.rows)
  for _, body in ipairs(table.bodies) do
    visit(body.body)
  end
  return table
end

Table = align_numbers

function Pandoc(doc)
  for _, block in ipairs(doc.blocks) do
    if block.t == "Table" and block.classes:includes("wide") then
      set_small(block, "Wide Table Text").classes = {}
    end
  end
  return doc:walk({Table = function(table)
    return table.classes:includes("small") and set_small(table, "Small Table Text") or nil
  end})
end

-- A list in a quotation is set in as far as the quotation is: wsisc/writers/docx/theme_styles.py knows it by the style.
-- It is walked from the top, so that the blocks of notes referenced there do not change.
function BlockQuote(quote)
  local function set_in(block)
    return styled("Quoted List", {pandoc.Para(block.content)}), false
  end
  return pandoc.BlockQuote(quote.content:map(function(block)
    if block.t == "BulletList" or block.t == "OrderedList" then
      return block:walk({traverse = "topdown", Plain = set_in, Para = set_in})
    end
    return block
  end))
end

-- A foreign phrase: the writer would also apply its language to the notes that are referred to in it. "zxx" (BCP 47)
-- is for what has a direction, but no language. By its style an import knows that the author named the language.
function Span(span)
  if not (span.attributes.lang or span.attributes.dir) then
    return nil
  end
  local style = span.classes:includes("phrase") and "Foreign Phrase" or nil
  local attributes = pandoc.Attr("", {}, {lang = span.attributes.lang or "zxx", ["custom-style"] = style})
  local function set(inline)
    return pandoc.Span({inline}, attributes), false
  end
  return span.content:walk({
    traverse = "topdown", Str = set, Space = set, SoftBreak = set,
    Note = function(note) return note, false end,
    Span = function(within) return within, false end, -- has a language of its own already
  })
end
