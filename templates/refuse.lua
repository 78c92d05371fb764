-- Nothing raw gets through: what authors write as HTML would vanish from Word files without a word.

local function refuse(element)
  error("raw " .. element.format .. " reached the filter: " .. element.text)
end

RawBlock, RawInline = refuse, refuse
