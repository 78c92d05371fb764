-- Spaces at which no line may end, by `is_kept` of a language -> no-break spaces. Not for Word files, which come back with
-- the spaces that they have.

local function edge(inline, at_end)
  if not inline then
    return ""
  elseif inline.t == "Str" then
    return inline.text
  elseif inline.content and inline.t ~= "Note" then
    return edge(inline.content[at_end and #inline.content or 1], at_end)
  end
  return ""
end

function Inlines(inlines)
  for index, inline in ipairs(inlines) do
    if inline.t == "Space" or inline.t == "SoftBreak" then
      if is_kept(edge(inlines[index - 1], true), edge(inlines[index + 1], false)) then
        inlines[index] = pandoc.Str("\u{a0}")
      end
    end
  end
  return inlines
end
