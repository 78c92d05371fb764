-- The columns of a table -> their shares of the width of the text, by what the cells hold, the same in Word and PDF; wide
-- tables -> the classes "small" and "wide", by which both are set smaller, or on a rotated page; and tall rows ->
-- rows that a PDF may continue on the next page.

local LONGEST = 45    -- letters of a cell that count: more are broken into lines anyway
local WORD = 20       -- letters of a word that should be on one line: of longer ones, such as addresses, most are broken
local HAN = 4         -- letters that Chinese and Japanese, which can be broken anywhere, should have on one line
local PADDING = 2     -- letters that fit into the space between two columns
local ROOM = 72       -- letters of the usual kind in the narrowest built-in theme, on a line of a table as wide as the text
local SMALL, TURNED = 1.15, 1.5 -- times as many fit in the smaller type, and on a page that is turned
local LETTERS = 60    -- on a line across the page, fewer than there is room for
local LINES = 25      -- of a row that is kept together; a page has some forty

local function lengths(cell)
  local text = pandoc.utils.stringify(cell.contents)
  local word = 0
  for each in text:gmatch("%S+") do
    local is_han = each:find("[\xE3-\xED\xF0]")
    word = math.max(word, is_han and HAN or math.min(utf8.len(each) or #each, WORD))
  end
  return math.min(utf8.len(text) or #text, LONGEST), word + PADDING
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

-- Numbers are compared down a column, so they end at the same place, unless the author aligns the column.
local function is_number(text)
  return text == "" or (text:find("%d") and not text:gsub("\u{a0}", ""):gsub("\u{2009}", ""):gsub("\u{2212}", "-"):find("[^%d%s.,%%+%-]")) and true
end

local function align_numbers(table)
  for index, column in ipairs(table.colspecs) do
    local has_numbers, has_others = false, column[1] ~= "AlignDefault"
    for _, body in ipairs(table.bodies) do
      for _, row in ipairs(body.body) do
        local text = row.cells[index] and pandoc.utils.stringify(row.cells[index].contents) or ""
        has_others = has_others or not is_number(text)
        has_numbers = has_numbers or text ~= ""
      end
    end
    if has_numbers and not has_others then
      table.colspecs[index] = {"AlignRight", column[2]}
      table.attributes["numbers-" .. index] = "true" -- docx/filter.lua must tell them from those that an author aligns
    end
  end
end

-- Each column has the width that its longest word needs, and a share of the rest by the length of its texts.
function Table(table)
  align_numbers(table)
  local wanted, needed = {}, {}
  local function measure(rows)
    for _, row in ipairs(rows) do
      for index, cell in ipairs(row.cells) do
        local text, word = lengths(cell)
        wanted[index] = math.max(wanted[index] or 3, text)
        needed[index] = math.max(needed[index] or 0, word)
      end
    end
  end
  measure(table.head.rows)
  for _, body in ipairs(table.bodies) do
    measure(body.body)
  end
  local wanted_sum, needed_sum = 0, 0
  for index = 1, #table.colspecs do
    wanted[index], needed[index] = wanted[index] or 3, needed[index] or PADDING
    wanted_sum, needed_sum = wanted_sum + wanted[index], needed_sum + needed[index]
  end
  local room = ROOM
  if needed_sum > room then
    table.classes:insert("small")
    room = room * SMALL
  end
  if needed_sum > room then
    table.classes:insert("wide")
    room = room * TURNED
  end
  local free = math.max(room - needed_sum, 0)
  for index, column in ipairs(table.colspecs) do
    local share = (needed[index] + free * wanted[index] / wanted_sum) / (needed_sum + free)
    table.colspecs[index] = {column[1], share}
  end
  let_tall_rows_break(table.head.rows, table.colspecs)
  for _, body in ipairs(table.bodies) do
    let_tall_rows_break(body.body, table.colspecs)
  end
  return table
end
