-- Russian: no line ends with a short word, an initial or a number sign, or begins with a dash or a particle (A. E.
-- Milchin, L. K. Cheltsova, "Spravochnik izdatelya i avtora", on line breaks).

local function set_of(words)
  local set = {}
  for word in words:gmatch("%S+") do set[word] = true end
  return set
end

local PARTICLES = set_of("же ли бы ж ль б")
local UNITS = set_of("г г. гг. в. вв. тыс. млн млрд км кг %")
local OPENING = set_of("« „ (")
local SHORT = 2 -- letters

local function without_mark_before(text)
  local length = utf8.offset(text, 2) or #text + 1
  return OPENING[text:sub(1, length - 1)] and text:sub(length) or text
end

function is_kept(before, after)
  local word = without_mark_before(before)
  local is_cyrillic = word:find("^[\xD0-\xD2]") and not word:find("[^\x80-\xFF]")
  local is_short = is_cyrillic and utf8.len(word) <= SHORT and not word:find("»$") and not word:find("…$")
  local is_initial = word:find("^\xD0[\x81\x90-\xAF]%.$")
  local next_word = after:gsub("[,;:!?)]+$", "")
  return is_short or is_initial or before == "№" or before == "§" or after == "—" or after == "–"
    or PARTICLES[next_word] or (before:find("%d$") and (UNITS[next_word] or next_word:find("^%d%d%d$")))
end

local folder = debug.getinfo(1, "S").source:sub(2):match("^(.*[/\\])")
assert(loadfile(folder .. "keep.lua", "t", _ENV))()
