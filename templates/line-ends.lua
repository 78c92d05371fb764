-- The ends of lines of the source between two Chinese or Japanese characters -> nothing: these scripts have no spaces between
-- words. wsisc/source/line_ends.py has the same characters.

local WIDE = {{0x2e80, 0x303f}, {0x3041, 0x312f}, {0x31a0, 0x4dbf}, {0x4e00, 0x9fff}, {0xf900, 0xfaff}, {0xfe30, 0xfe4f}, {0xff00, 0xffef}, {0x20000, 0x3ffff}}
local MARKS = {{0x2014, 0x2014}, {0x2018, 0x2019}, {0x201c, 0x201d}, {0x2026, 0x2026}} -- of both scripts: only beside a wide character

local function has(ranges, letter)
  for _, range in ipairs(ranges) do
    if letter >= range[1] and letter <= range[2] then
      return true
    end
  end
  return false
end

local function letter_beside(inlines, index, step)
  local inline = inlines[index + step]
  while inline and inline.t == "Note" do
    index = index + step
    inline = inlines[index + step]
  end
  local text = inline and pandoc.utils.stringify(inline) or ""
  if text == "" then
    return 0
  end
  return utf8.codepoint(text, step < 0 and utf8.offset(text, -1) or 1)
end

function Inlines(inlines)
  for index = #inlines, 1, -1 do
    if inlines[index].t == "SoftBreak" then
      local before, after = letter_beside(inlines, index, -1), letter_beside(inlines, index, 1)
      local first, second = has(WIDE, before), has(WIDE, after)
      if (first and (second or has(MARKS, after))) or (second and has(MARKS, before)) then
        inlines:remove(index)
      end
    end
  end
  return inlines
end
