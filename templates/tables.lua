-- The columns of a table -> their shares of the width of the text, by what the cells hold, alike in Word and PDF.

local LONGEST = 45    -- letters of a cell that count: more are broken into lines anyway
local LEAST = 0.06    -- of the width

local function lengths(cell)
  local text = pandoc.utils.stringify(cell.contents)
  local word = 0
  for each in text:gmatch("%S+") do
    word = math.max(word, utf8.len(each) or #each)
  end
  return math.min(utf8.len(text) or #text, LONGEST), math.min(word, LONGEST)
end

function Table(table)
  local wanted, count = {}, #table.colspecs
  local function measure(rows)
    for _, row in ipairs(rows) do
      for index, cell in ipairs(row.cells) do
        local text, word = lengths(cell)
        wanted[index] = math.max(wanted[index] or 3, text, word + 2)
      end
    end
  end
  measure(table.head.rows)
  for _, body in ipairs(table.bodies) do
    measure(body.body)
  end
  local sum = 0
  for index = 1, count do
    sum = sum + (wanted[index] or 3)
  end
  local free = 1 - LEAST * count
  for index, column in ipairs(table.colspecs) do
    table.colspecs[index] = {column[1], free > 0 and LEAST + free * (wanted[index] or 3) / sum or 1 / count}
  end
  return table
end
