-- filter.lua for texts in which no string is one that Typst would misread: then none needs to be looked at.

local folder = debug.getinfo(1, "S").source:sub(2):match("^(.*[/\\])")
assert(loadfile(folder .. "filter.lua", "t", _ENV))()
Str = nil
