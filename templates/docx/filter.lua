-- The template's classes -> Word styles; headings get their bookmarks; nothing raw gets through.

local function style_name(class)
  local words = {}
  for word in class:gmatch("[^-]+") do
    words[#words + 1] = word:sub(1, 1):upper() .. word:sub(2)
  end
  return table.concat(words, " ")
end

function Div(div)
  if div.classes[1] == "heading" then
    local heading = div.content[1]
    heading.identifier = div.identifier
    return heading
  end
  div.attributes["custom-style"] = style_name(div.classes[1])
  return div
end

local function refuse(element)
  error("raw " .. element.format .. " reached the filter: " .. element.text)
end

RawBlock, RawInline = refuse, refuse
