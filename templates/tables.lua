-- The columns of a table -> their shares of the width of the text, by what the cells hold, alike in Word and PDF; and
-- its tall rows -> rows that a PDF may continue on the next page.

local LONGEST = 45    -- letters of a cell that count: more are broken into lines anyway
local LEAST = 0.06    -- of the width
local LETTERS = 60    -- on a line across the page, fewer than there is room for
local LINES = 25      -- of a row that is kept together; a page has some forty

local function lengths(cell)
  local text = pandoc.utils.stringify(cell.contents)
  local word = 0
  for each in text:gmatch("%S+") do
    word = math.max(word, utf8.len(each) or #each)
  end
  return math.min(utf8.len(text) or #text, LONGEST), math.min(word, LONGEST)
end

-- What is kept together and is taller than a page would be cut off. A row breaks where all its cells do.
local function let_tall_rows_break(rows, columns)
  for _, row in ipairs(rows) do
    local lines = 0
    for index, cell in ipairs(row.cells) do
      local text = pandoc.utils.stringify(cell.contents)
      lines = math.max(lines, (utf8.len(text) or #text) / (LETTERS * columns[index][2]))
    end
    if lines > LINES then
      for _, cell in ipairs(row.cells) do
        cell.attributes["typst:breakable"] = "true"
      end
    end
  end
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
  let_tall_rows_break(table.head.rows, table.colspecs)
  for _, body in ipairs(table.bodies) do
    let_tall_rows_break(body.body, table.colspecs)
  end
  return table
end
