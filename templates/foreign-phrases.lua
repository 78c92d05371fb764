-- Words in another script than that of the document -> spans with their language and direction. The first block says
-- which scripts there are (wsisc/document/foreign_phrases.py). Words, and everything else, remain as they are and in order.
-- A phrase whose language the author names is such a span already: it gets its direction, and a class of its own.

local OPENING = {["("] = ")", ["["] = "]", ["{"] = "}", ["«"] = "»", ["“"] = "”", ["„"] = "“", ["‘"] = "’", ["‹"] = "›", ['"'] = '"'}
local STOPS = "[,;:!?]"      -- a number behind one of them is not of the phrase before it
local GLUED = "^[#@]$"       -- before a word, as in "#WSIS"
local ENDING = "^[+#]$"      -- behind it, as in "C++"
local OWN, DIGIT, SPACE, MARK, NOTE, OTHER = "own", "digit", "space", "mark", "note", "other"
local NUMBER = {direction = "ltr"} -- in groups, as in "3 500": from right to left, the groups would change places

-- Of the document at hand: the scripts with their ranges, the one of the words around, and the kind of each character,
-- which is computed once.
local ranges_of, base, kinds, directions

local function read_ranges(text)
  local ranges = {}
  for first, last in text:gmatch("(%x+)%-?(%x*)") do
    ranges[#ranges + 1] = {tonumber(first, 16), tonumber(last ~= "" and last or first, 16)}
  end
  return ranges
end

local function read_scripts(div)
  ranges_of, kinds, directions = {}, {}, {}
  for language in (div.attributes["right-to-left"] or ""):gmatch("%S+") do directions[language] = "rtl" end
  div.attributes["right-to-left"] = nil
  for name, ranges in pairs(div.attributes) do
    local place, language, direction = name:match("^(%a+)%-(%a+)%-(%a+)$")
    local script = {language = language, direction = direction}
    ranges_of[script] = read_ranges(ranges)
    base = place == "own" and script or base
  end
end

local function is_in(ranges, point)
  for _, range in ipairs(ranges) do
    if point >= range[1] and point <= range[2] then
      return true
    end
  end
  return false
end

-- A script, DIGIT, SPACE, MARK or OTHER
local function kind_of(char)
  if kinds[char] then
    return kinds[char]
  end
  local found, point = OTHER, utf8.codepoint(char)
  if point >= 0x30 and point <= 0x39 then
    found = DIGIT
  elseif point == 0xA0 or point == 0x202F or point == 0x2009 then
    found = SPACE
  elseif (point >= 0x300 and point <= 0x36F) or (point >= 0x200C and point <= 0x200F) or point == 0xAD then
    found = MARK
  else
    for script, ranges in pairs(ranges_of) do
      found = is_in(ranges, point) and script or found
    end
  end
  kinds[char] = found
  return found
end

-- Inlines are slow to look at, so each is looked at once: its characters, or itself, become units, each with its kind.
-- `word` is the string that a character is of. Inlines that contain others are of a script if all their letters are, and
-- then `is_tight` is whether they begin and end with the phrase.
local find_phrases

local function add_characters(units, inline, text)
  local word = {inline = inline, first = #units + 1}
  for char in text:gmatch(utf8.charpattern) do
    local kind = kind_of(char)
    if kind == base then
      kind = OWN
    elseif kind == MARK then
      kind = #units > 0 and units[#units].kind or OTHER
    end
    units[#units + 1] = {inline = inline, kind = kind, char = char, word = word}
  end
  word.last = #units
end

local function kind_of_all(units)
  local kind = OTHER
  for _, each in ipairs(units) do
    local is_script = type(each.kind) == "table"
    if each.kind == OWN or (is_script and type(kind) == "table" and each.kind ~= kind) then
      return OWN
    end
    kind = (is_script or (kind == OTHER and each.kind == DIGIT)) and each.kind or kind
  end
  return kind
end

local function units_of(inlines)
  local units = {}
  for _, inline in ipairs(inlines) do
    local name = inline.t
    if name == "Str" then
      add_characters(units, inline, inline.text)
    elseif name == "Space" or name == "SoftBreak" or name == "LineBreak" then
      units[#units + 1] = {inline = inline, kind = SPACE, char = " "}
    elseif name == "Note" or not inline.content then
      units[#units + 1] = {inline = inline, kind = name == "Note" and NOTE or OTHER, char = ""}
    elseif name == "Span" then -- of the author: a phrase around it would have another language
      units[#units + 1] = {inline = inline, kind = OWN, char = ""}
    else
      local within = units_of(inline.content)
      local kind = kind_of_all(within)
      local phrases = type(kind) == "table" and find_phrases(within) or {}
      local is_tight = #phrases == 1 and phrases[1].first == 1 and phrases[1].last == #within
      units[#units + 1] = {inline = inline, kind = kind, char = "", is_tight = is_tight, within = within}
    end
  end
  return units
end

local function is_letter(unit) return unit and type(unit.kind) == "table" end

-- Where the phrase that begins at `first` ends: at its last letter, or at the number behind that, before other letters.
local function last_of(units, first)
  local last, is_cut = first, false
  for at = first + 1, #units do
    local unit = units[at]
    if unit.kind == units[first].kind then
      last, is_cut = at, false
    elseif unit.kind == OWN or is_letter(unit) then
      break
    elseif unit.kind == DIGIT and not is_cut then
      last = at
    elseif unit.char:find(STOPS) or (unit.char == "." and units[at + 1] and units[at + 1].kind == SPACE) then
      is_cut = true
    end
  end
  return last
end

-- Where inlines with others at an edge, such as a colon in bold, do not end with the phrase, they are not of it.
local function without_loose_edges(units, first, last)
  while last >= first and units[last].within and not units[last].is_tight do
    last = last - 1
    while last >= first and not is_letter(units[last]) and units[last].kind ~= DIGIT do last = last - 1 end
  end
  while first <= last and units[first].within and not units[first].is_tight do
    first = first + 1
    while first <= last and not is_letter(units[first]) do first = first + 1 end
  end
  return first, last
end

-- "5G" and "#WSIS" begin before their first letter
local function begin_of(units, first, floor)
  local found = first
  for at = first - 1, floor, -1 do
    local unit = units[at]
    if unit.kind == DIGIT or unit.char:find(GLUED) then
      found = at
    elseif not unit.char:find("^[.,/%-]$") then
      break
    end
  end
  return found
end

-- A bracket that is opened in the phrase is closed in it, and what is between quotation marks is all of it.
local function end_of_brackets(units, first, last)
  local open = {}
  for at = first, last do
    local char = units[at].char
    if #open > 0 and char == open[#open] then
      open[#open] = nil
    elseif OPENING[char] and OPENING[char] ~= char then
      open[#open + 1] = OPENING[char]
    end
  end
  local before = units[first - 1] and OPENING[units[first - 1].char]
  for at = last + 1, #units do
    local unit = units[at]
    if unit.kind == OWN or is_letter(unit) or (unit.kind == SPACE and #open == 0) then
      break
    elseif #open > 0 and unit.char == open[#open] then
      open[#open], last = nil, at
    elseif before and #open == 0 and unit.char == before then
      return at - 1
    end
  end
  return last
end

-- The number of a note stays with the word that calls it.
local function end_of(units, first, last)
  while units[last + 1] and units[last + 1].char:find(ENDING) do last = last + 1 end
  last = end_of_brackets(units, first, last)
  return units[last + 1] and units[last + 1].kind == NOTE and last + 1 or last
end

-- Where the number that begins at `first` ends, if it is in groups of three digits with spaces between.
local function end_of_number(units, first)
  if base.direction == "ltr" or units[first].kind ~= DIGIT or (units[first - 1] and units[first - 1].kind == DIGIT) then
    return nil
  end
  local digits, groups, last = 0, 0, nil
  for at = first, #units + 1 do
    local kind = units[at] and units[at].kind
    if kind == DIGIT then
      digits = digits + 1
    else
      if digits == 0 or digits > 3 or (groups > 0 and digits ~= 3) then
        break
      end
      groups, digits, last = groups + 1, 0, groups > 0 and at - 1 or nil
      if kind ~= SPACE then break end
    end
  end
  return last
end

local function each_letter(units, visit)
  for _, unit in ipairs(units) do
    if unit.within then
      each_letter(unit.within, visit)
    elseif unit.kind == OWN or is_letter(unit) then
      visit(unit.kind)
    end
  end
end

-- A block that begins and ends in another script, and of which most letters are in it, is all in its language: the words
-- in the script of the document are the foreign ones there.
local function find_whole(units)
  local counts, total, first, last = {}, 0, nil, nil
  each_letter(units, function(kind)
    counts[kind], total = (counts[kind] or 0) + 1, total + 1
    first, last = first or kind, kind
  end)
  if total == 0 or first == OWN or first ~= last or 2 * counts[first] <= total then
    return nil
  end
  local from, to = 1, #units
  while not is_letter(units[from]) and not units[from].within do from = from + 1 end
  while units[to].kind == NOTE or units[to].kind == SPACE do to = to - 1 end
  from = begin_of(units, from, 1)
  from = units[from - 1] and OPENING[units[from - 1].char] and from - 1 or from
  return {first = from, last = to, script = first, is_whole = true}
end

-- The phrases in units: the first and the last unit of each, and the script.
find_phrases = function(units)
  local phrases, at = {}, 1
  while at <= #units do
    if is_letter(units[at]) then
      local floor = #phrases > 0 and phrases[#phrases].last + 1 or 1
      local script, last = units[at].kind, last_of(units, at)
      local first, final = without_loose_edges(units, at, last)
      if first <= final then
        first = begin_of(units, first, floor)
        final = end_of(units, first, final)
        phrases[#phrases + 1] = {first = first, last = final, script = script}
      end
      at = math.max(last, final) + 1
    else
      local last = end_of_number(units, at)
      if last then
        phrases[#phrases + 1] = {first = at, last = last, script = NUMBER}
      end
      at = (last or at) + 1
    end
  end
  return phrases
end

-- Addresses and Roman numerals are of no language, but they have a direction.
local function attributes_of(text, script)
  local is_address = not text:find("%s") and (text:find("://") or text:find("^www%.") or text:find("%w@%w"))
  local is_of_none = not script.language or is_address or text:find("^[MDCLXVI]+$")
  local attributes = {}
  if not is_of_none then
    attributes[#attributes + 1] = {"lang", script.language}
  end
  if script.direction ~= base.direction then
    attributes[#attributes + 1] = {"dir", script.direction}
  end
  return attributes
end

-- The units of a string from one to another, as an inline: the string itself where they are all of it.
local function string_of(units, first, last)
  local word = units[first].word
  if first == word.first and last == word.last then
    return word.inline
  end
  local chars = {}
  for at = first, last do chars[#chars + 1] = units[at].char end
  return pandoc.Str(table.concat(chars))
end

local mark

-- The inlines of a phrase in a span, or as they are if it has neither a language nor a direction of its own.
local function span_of(inlines, phrase)
  if phrase.is_whole then
    local around = base
    base = phrase.script
    inlines = mark(units_of(inlines), find_phrases)
    base = around
  end
  local attributes = attributes_of(pandoc.utils.stringify(pandoc.Inlines(inlines)), phrase.script)
  return #attributes > 0 and {pandoc.Span(inlines, pandoc.Attr("", {}, attributes))} or inlines
end

-- The inlines of units, with each phrase that `find` finds in a span.
mark = function(units, find)
  local phrases, number, at = find(units), 1, 1
  local result = {}
  local target = result
  while at <= #units do
    local unit, phrase = units[at], phrases[number]
    if phrase and at == phrase.first then
      target = {}
    end
    if unit.word then
      local last = phrase and (at < phrase.first and phrase.first - 1 or phrase.last) or unit.word.last
      last = math.min(last, unit.word.last)
      target[#target + 1] = string_of(units, at, last)
      at = last
    else
      if unit.within and target == result then
        unit.inline.content = mark(unit.within, find_phrases)
      end
      target[#target + 1] = unit.inline
    end
    if phrase and at == phrase.last then
      for _, inline in ipairs(span_of(target, phrase)) do result[#result + 1] = inline end
      target, number = result, number + 1
    end
    at = at + 1
  end
  return result
end

local function find_in_block(units)
  local whole = find_whole(units)
  return whole and {whole} or find_phrases(units)
end

local function mark_block(block)
  block.content = mark(units_of(block.content), find_in_block)
  return block
end

local function turn_span(span)
  local direction = directions[span.attributes.lang] or "ltr"
  span.classes = {"phrase"}
  span.attributes.dir = direction ~= base.direction and direction or nil
  return span
end

function Pandoc(doc)
  read_scripts(table.remove(doc.blocks, 1))
  doc = doc:walk({Span = turn_span})
  return doc:walk({Plain = mark_block, Para = mark_block, Header = mark_block})
end
