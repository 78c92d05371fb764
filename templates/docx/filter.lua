-- The template's classes -> Word styles; headings get their bookmarks.

local function style_name(class)
  local words = {}
  for word in class:gmatch("[^-]+") do
    words[#words + 1] = word:sub(1, 1):upper() .. word:sub(2)
  end
  return table.concat(words, " ")
end

-- Stands for an image until wsisc/writers/docx/figures.py, which has it, puts it in.
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
    return heading
  elseif div.classes[1] == "figure" then
    return figure(div)
  elseif div.classes[1] == "part" then
    return {}
  end
  div.attributes["custom-style"] = style_name(div.classes[1])
  return div
end

-- A list in a quotation is set in as far as the quotation is: wsisc/writers/docx/styles.py knows it by the style.
-- It is walked from the top, so that the blocks of notes that are called there stay as they are.
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
