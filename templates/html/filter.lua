-- The template's classes -> elements of a page: the cover a header, the title the first heading, parts below it.

local function html(text) return pandoc.RawBlock("html", text) end

-- Ids of the page itself, and those that the writer sets for notes.
local function is_taken(id)
  return id == "title" or id == "footnotes" or id:match("^fn%d+$") or id:match("^fnref%d+$")
end

-- wsisc/writers/html.py, which has the image, fills in the rest of the element.
local function figure(div)
  local blocks = pandoc.Blocks({html('<figure><img data-figure="' .. div.attributes.name .. '">')})
  if #div.content > 1 then
    blocks:insert(html("<figcaption>"))
    blocks:extend({table.unpack(div.content, 2)})
    blocks:insert(html("</figcaption>"))
  end
  blocks:insert(html("</figure>"))
  return blocks
end

function Div(div)
  if div.classes[1] == "heading" then
    local heading = div.content[1]
    local id = div.identifier:gsub("_", "-")
    heading.identifier = is_taken(id) and id .. "-section" or id
    heading.level = heading.level + 1
    heading.classes = {table.unpack(div.classes, 2)}
    if #div.content > 1 then
      return {html('<div class="run-in">'), heading, div.content[2], html("</div>")} -- of a Div Pandoc makes a section
    end
    return heading
  elseif div.classes[1] == "title" then
    return pandoc.Header(1, div.content[1].content, pandoc.Attr("title"))
  elseif div.classes[1] == "part" then
    return {}
  elseif div.classes[1] == "figure" then
    return figure(div)
  end
end

-- HTML has no lists numbered "1)": the style sheet makes them of a class.
function OrderedList(list)
  if list.delimiter == "OneParen" then
    return pandoc.Div({list}, pandoc.Attr("", {"bracketed"}))
  end
end

-- A phrase whose language the author names needs no class in a page.
function Span(span)
  span.classes = {}
  return span
end

local function refuse(element)
  error("raw " .. element.format .. " reached the filter: " .. element.text)
end

RawBlock, RawInline = refuse, refuse

-- A paragraph that is one phrase in another direction has that direction itself.
local function turned(block)
  local span = block.t == "Para" and #block.content == 1 and block.content[1]
  if span and span.t == "Span" and span.attributes.dir then
    return pandoc.Div({pandoc.Para(span.content)}, pandoc.Attr("", {}, span.attributes))
  end
  return block
end

function Pandoc(doc)
  local blocks, in_cover = pandoc.Blocks({html('<header class="cover">')}), true
  for _, block in ipairs(doc.blocks) do
    if in_cover and block.t ~= "Div" then
      blocks:insert(html("</header>"))
      in_cover = false
    end
    blocks:insert(turned(block))
  end
  doc.blocks = blocks
  return doc
end
