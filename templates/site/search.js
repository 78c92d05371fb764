// Finds words in search-index.js, which sets `wsiscIndex`: works from a file server and from file://, without a network.
// Accents, marks and case count for nothing; where words are parted by spaces, what is typed begins a word. Topics are
// found by what tags are called; a tag of a place counts for it as its words do, if it has others or no topic has all.
// A submission in several languages is one: of a place that is found in several, that of the first version is shown.
"use strict";
(() => {
  const [box, told, help, named, found, more, all] =
    ["q", "told", "help", "topics", "found", "more", "all"].map((id) => document.getElementById("site_" + id));
  const MOST = 60, AROUND = 140; // results shown at a time; letters before and after what is marked
  const JOINED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Arab}]/u; // no spaces, or articles joined to words
  const ALIKE = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ", "ى": "ي", "ة": "ه", "’": "'", "‘": "'", "∕": "/", "⁄": "/" };

  // What stands for other letters, as ™, is put apart before it is made small.
  const folded = (text) => text.normalize("NFKD").toLowerCase().replace(/[\p{M}\u0640\u200b-\u200f\u00ad]/gu, "")
    .replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[œæßøłđıςىة’‘∕⁄]/g, (letter) => ALIKE[letter]);

  const { submissions, topics, places } = wsiscIndex;
  const about = submissions.map(([, entity, acronym, title]) => folded([entity, acronym, title].join("\n")));
  const names = topics.map(([title, short, , , others]) => folded([title, short, others].join("\n")));
  const texts = places.map(([, , , heading, text]) => [folded(heading), folded(text)]);

  const CODE = /(?<![\p{L}\p{N}])(c|sdg|goal)s?[\s-]*(?=\d)/giu, WHOLE = /^(c|sdg |goal )[\d.]+$/;
  const JOINT = "\ue000"; // between the words of a code

  const bare = (term) => folded(term).replaceAll(JOINT, " ").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%+#]+$/gu, "");
  const pattern = (words) => new RegExp((JOINED.test(words) ? "" : "(?<![\\p{L}\\p{N}])") +
    words.replace(/[.*+?^${}()|[\]\\\/]/g, "\\$&").replace(/\s+/g, "\\s+") +
    (WHOLE.test(words) ? "(?!\\d)" : ""), "gu");

  // What is looked for: the terms, each a word or the words between quotation marks, and all of them in a row.
  function asked(query) {
    const joined = query.replace(CODE, (_, word) => word.toLowerCase() === "c" ? word : word + JOINT);
    const terms = (joined.match(/["“„«][^"”“»]+["”“»]|\S+/g) || []).map(bare).filter(Boolean);
    const patterns = [...new Set(terms)].map(pattern);
    const tagged = patterns.map((term) => new Set([...names.keys()].filter((at) => times(names[at], term))));
    const on = terms.length ? [...names.keys()].filter((at) => tagged.every((held) => held.has(at))) : [];
    return { terms: patterns, row: terms.length > 1 ? pattern(terms.join(" ")) : null, tagged, on };
  }

  const times = (text, term) => (text.match(term) || []).length;

  function weight(at, { terms, row, tagged, on }) {
    const [submission, , , , text, tags = []] = places[at], [heading, words] = texts[at];
    let sum = 0, here = false;
    for (const [number, term] of terms.entries()) {
      const inHeading = times(heading, term), inText = times(words, term);
      const elsewhere = times(about[submission], term) > 0, inTags = tags.some((tag) => tagged[number].has(tag));
      if (!inHeading && !inText && !elsewhere && !inTags) return 0;
      here = here || inHeading + inText > 0 || (inTags && !on.length);
      sum += 5 * inHeading + Math.min(inText, 5) + (elsewhere ? 1 : 0) + (inTags ? 2 : 0);
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
    const after = (unit) => { // where the next letter begins: one, as ½, may be made of several
      while (from[unit] === from[unit - 1]) unit++;
      return from[unit];
    };
    const hits = terms.flatMap((term, number) =>
      [...plain.matchAll(term)].map((hit) => [from[hit.index], after(hit.index + hit[0].length), number]));
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

  function linked(href, words, terms, properties) {
    const link = element("a", { href, ...properties });
    marked(link, words, stretches(words, terms), 0, words.length);
    return element("p", { className: "entry" }, link);
  }

  const ours = (words) => element("span", { lang: document.documentElement.lang, dir: document.documentElement.dir }, words);

  // The tags of a place by which terms are found that are not in its words.
  function only(at, { terms, tagged }) {
    const [submission, , , , , tags = []] = places[at], words = [...texts[at], about[submission]];
    const missing = tagged.filter((_, number) => !words.some((text) => times(text, terms[number])));
    return tags.filter((tag) => missing.some((held) => held.has(tag))).map((tag) => topics[tag][1]);
  }

  // The submission of a place: the number of its first version, which the others name.
  const whole = (at) => submissions[places[at][0]][6] ?? places[at][0];

  // Of the hits, those that no earlier version of the same submission has at the same place.
  function distinct(hits) {
    const first = new Map(), key = (at) => whole(at) + "#" + places[at][1];
    for (const { at } of hits) first.set(key(at), Math.min(first.get(key(at)) ?? Infinity, places[at][0]));
    return hits.filter(({ at }) => first.get(key(at)) === places[at][0]);
  }

  // Of a place all stands in the direction of its language; the site's own words keep theirs.
  function item(at, wanted) {
    const [submission, anchor, part, heading, text] = places[at], { terms } = wanted;
    const [page, entity, , title, lang, dir, , language] = submissions[submission];
    const words = heading || part || title, own = words === part ? { lang: document.documentElement.lang, dir: document.documentElement.dir } : {};
    const who = element("p", { className: "quiet" }, element("span", {}, entity));
    const tags = only(at, wanted);
    if (heading && part) who.append(" · ", ours(part));
    if (language) who.append(" · ", ours(language));
    if (tags.length) who.append(" · ", Object.assign(ours(found.dataset.tagged + tags.join(", ")), { className: "by-tag" }));
    const made = element("li", { lang, dir }, linked(page + "#" + anchor, words, terms, own), who);
    if (text) made.append(excerpt(text, stretches(text, terms)));
    return made;
  }

  function topic(at, { terms }) {
    const [title, , page, about] = topics[at];
    return element("li", {}, linked(page, title, terms, {}), element("p", { className: "quiet" }, about));
  }

  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function tell(hits, on) {
    const count = new Set(hits.map(({ at }) => whole(at))).size, { none, one, many, same, first } = told.dataset;
    const of = !hits.length ? "" : hits.length === 1 ? one : hits.length > MOST ? first : count === 1 ? same : many;
    const said = [on.length === 1 ? told.dataset.topic : on.length ? told.dataset.topics : "", of].filter(Boolean).join(" ");
    told.textContent = filled(said || none, { topics: on.length, places: hits.length, submissions: count, shown: MOST });
  }

  // Show the next of the hits, and offer those that are left.
  let rest = [], wanted;
  const offer = more.textContent;
  function show() {
    found.append(...rest.splice(0, MOST).map(({ at }) => item(at, wanted)));
    more.hidden = !rest.length;
    more.textContent = filled(offer, { count: Math.min(MOST, rest.length) });
  }

  function search() {
    performance.mark("wsisc-typed");
    wanted = asked(box.value);
    all.hidden = wanted.terms.length > 0;
    named.replaceChildren();
    found.replaceChildren();
    told.textContent = "";
    rest = [];
    if (wanted.terms.length) {
      const hits = distinct(places.map((_, at) => ({ at, sum: weight(at, wanted) })).filter(({ sum }) => sum));
      hits.sort((one, other) => other.sum - one.sum || one.at - other.at);
      tell(hits, wanted.on);
      named.append(...wanted.on.map((at) => topic(at, wanted)));
      rest = hits;
    }
    show();
    performance.measure("wsisc-search", "wsisc-typed");
    try {
      history.replaceState(null, "", box.value ? "?q=" + encodeURIComponent(box.value) : location.pathname);
    } catch { /* some browsers forbid it to pages that are files */ }
  }

  let waiting;
  box.value = new URLSearchParams(location.search).get("q") || "";
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  box.form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); search(); });
  more.addEventListener("click", () => {
    const from = found.children.length;
    show();
    const shown = found.children.length;
    told.textContent = filled(told.dataset.added, { from: from + 1, shown, places: shown + rest.length });
    found.children[from].querySelector("a").focus();
  });
  help.hidden = false;
  if (box.value) search();
  else box.focus();
})();
