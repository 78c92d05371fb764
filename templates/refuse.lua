-- Raw markup is refused: HTML of authors would silently disappear from Word files.

local function refuse(element)
  error("raw " .. element.format .. " reached the filter: " .. element.text)
end

RawBlock, RawInline = refuse, refuse
