-- French: no line begins with punctuation or ends with an opening mark (Lexique des règles typographiques en usage à
-- l'Imprimerie nationale, "Ponctuation"), nor within a number.

function is_kept(before, after)
  return after:find("^[:;!?%%]+[^%w/]*$") or after:find("^»") or before:find("«$")
    or before:find("[nN]°$") or before:find("§$")
    or (before:find("%d$") and after:find("^%d%d%d%f[%D]"))
end

local folder = debug.getinfo(1, "S").source:sub(2):match("^(.*[/\\])")
assert(loadfile(folder .. "keep.lua", "t", _ENV))()
