// Finds words in search-index.js, which sets `wsiscIndex`: works from a file server and from file://, without a network.
// Accents, marks and case count for nothing; where words are parted by spaces, what is typed begins a word.
"use strict";
(() => {
  const [box, told, help, found, all] = ["q", "told", "help", "found", "all"].map((id) => document.getElementById("site_" + id));
  const MOST = 60, AROUND = 140; // results shown; letters before and after what is marked
  const JOINED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Arab}]/u; // no spaces, or articles joined to words
  const ALIKE = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ", "ى": "ي", "ة": "ه", "’": "'", "‘": "'" };

  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/[\p{M}\u0640\u200b-\u200f\u00ad]/gu, "")
    .replace(/[œæßøłđıςىة’‘]/g, (letter) => ALIKE[letter]);

  const { submissions, places } = wsiscIndex;
  const about = submissions.map(([, entity, acronym, title]) => folded([entity, acronym, title].join("\n")));
  const texts = places.map(([, , , heading, text]) => [folded(heading), folded(text)]);

  const bare = (term) => folded(term).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%]+$/gu, "");
  const pattern = (words) => new RegExp((JOINED.test(words) ? "" : "(?<![\\p{L}\\p{N}])") +
    words.replace(/[.*+?^${}()|[\]\\\/]/g, "\\$&").replace(/\s+/g, "\\s+"), "gu");

  // What is looked for: the terms, each a word or the words between quotation marks, and all of them in a row.
  function asked(query) {
    const terms = (query.match(/["“„«][^"”“»]+["”“»]|\S+/g) || []).map(bare).filter(Boolean);
    return { terms: [...new Set(terms)].map(pattern), row: terms.length > 1 ? pattern(terms.join(" ")) : null };
  }

  const times = (text, term) => (text.match(term) || []).length;

  function weight(at, { terms, row }) {
    const [submission, , , , text] = places[at], [heading, words] = texts[at];
    let sum = 0, here = false;
    for (const term of terms) {
      const inHeading = times(heading, term), inText = times(words, term);
      const elsewhere = times(about[submission], term) > 0;
      if (!inHeading && !inText && !elsewhere) return 0;
      here = here || inHeading + inText > 0;
      sum += 5 * inHeading + Math.min(inText, 5) + (elsewhere ? 1 : 0);
    }
    if (row) sum += 10 * (times(texts[at][0], row) + Math.min(times(texts[at][1], row), 3));
    return here ? sum : text === "" ? 20 + sum : 0; // the place of a submission as a whole has no text
  }

  // Every stretch of a text that a term matches, in order, in the offsets of the text as it is.
  function stretches(text, terms) {
    let plain = "", offset = 0;
    const from = [];
    for (const letter of text) {
      const made = letter < "\x80" ? letter.toLowerCase() : folded(letter);
      for (let unit = 0; unit < made.length; unit++) from.push(offset);
      plain += made;
      offset += letter.length;
    }
    from.push(text.length);
    const hits = terms.flatMap((term, number) =>
      [...plain.matchAll(term)].map((hit) => [from[hit.index], from[hit.index + hit[0].length], number]));
    hits.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    return hits.filter((hit, at) => at === 0 || hit[0] >= hits[at - 1][1]);
  }

  function marked(into, text, hits, start, end) {
    let at = start;
    for (const [from, to] of hits) {
      if (from < at || to > end) continue;
      into.append(text.slice(at, from));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, to);
      into.append(mark);
      at = to;
    }
    into.append(text.slice(at, end));
  }

  // The first of the hits near which most of the terms are.
  function best(hits) {
    let chosen = [0, 0], most = 0;
    hits.forEach((hit, at) => {
      const near = new Set();
      for (let next = at; next < hits.length && hits[next][1] <= hit[0] + AROUND; next++) near.add(hits[next][2]);
      if (near.size > most) [chosen, most] = [hit, near.size];
    });
    return chosen;
  }

  function excerpt(text, hits) {
    const centre = best(hits);
    let start = Math.max(0, centre[0] - AROUND), end = Math.min(text.length, centre[1] + AROUND);
    if (start > 0) start = text.indexOf(" ", start) + 1 || start;
    if (start > centre[0]) start = Math.max(0, centre[0] - 20);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), centre[1]);
    const made = document.createElement("p");
    if (start > 0) made.append("… ");
    marked(made, text, hits, start, end);
    if (end < text.length) made.append(" …");
    return made;
  }

  function element(name, properties, ...content) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  }

  function item(at, terms) {
    const [submission, anchor, part, heading, text] = places[at];
    const [page, entity, , title, lang, dir] = submissions[submission];
    const words = heading || part || title;
    const link = element("a", { href: page + "#" + anchor, ...(words === part ? {} : { lang, dir }) });
    marked(link, words, stretches(words, terms), 0, words.length);
    const who = element("p", { className: "quiet" }, element("span", { lang, dir }, entity), heading && part ? ", " + part : "");
    const made = element("li", {}, element("p", { className: "entry" }, link), who);
    if (text) made.append(Object.assign(excerpt(text, stretches(text, terms)), { lang, dir }));
    return made;
  }

  function tell(hits) {
    const count = new Set(hits.map(({ at }) => places[at][0])).size, { none, one, many, same, first } = told.dataset;
    const words = !hits.length ? none : hits.length === 1 ? one : hits.length > MOST ? first : count === 1 ? same : many;
    told.textContent = words.replace("{places}", hits.length).replace("{submissions}", count).replace("{shown}", MOST);
  }

  function search() {
    performance.mark("wsisc-typed");
    const wanted = asked(box.value), { terms } = wanted;
    all.hidden = terms.length > 0;
    found.replaceChildren();
    told.textContent = "";
    if (terms.length) {
      const hits = places.map((_, at) => ({ at, sum: weight(at, wanted) })).filter(({ sum }) => sum);
      hits.sort((one, other) => other.sum - one.sum || one.at - other.at);
      found.append(...hits.slice(0, MOST).map(({ at }) => item(at, terms)));
      tell(hits);
    }
    performance.measure("wsisc-search", "wsisc-typed");
    try {
      history.replaceState(null, "", box.value ? "?q=" + encodeURIComponent(box.value) : location.pathname);
    } catch { /* some browsers forbid it to pages that are files */ }
  }

  let waiting;
  box.value = new URLSearchParams(location.search).get("q") || "";
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  box.form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); search(); });
  help.hidden = false;
  if (box.value) search();
  else box.focus();
})();
