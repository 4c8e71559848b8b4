// Words as people type them, in the form that compares: as in sessions/words.py.

const UNSPACED = "\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const BOUNDARY = new RegExp(`(?<=[${UNSPACED}])(?=[^${UNSPACED}\\s])|(?<=[^${UNSPACED}\\s])(?=[${UNSPACED}])`, "gu");
const CHINESE = new RegExp(`^[${UNSPACED}]`, "u");
const LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ß: "ss" };
const LONGEST_QUERY = 200;
const MOST_TERMS = 8;

const folded = (character) => [...character.normalize("NFKD").toLowerCase()]
  .map((each) => LETTERS[each] ?? each).join("")
  .replace(/\p{Mn}/gu, "").replace(/[^\p{L}\p{N}]/gu, " ");

export const normalize = (text) => [...text].map(folded).join("").replace(BOUNDARY, " ").trim().replace(/\s+/g, " ");

export function terms(query) {
  const found = normalize([...query].slice(0, LONGEST_QUERY).join("")).split(" ").filter(Boolean);
  return [...new Set(found)].slice(0, MOST_TERMS);
}

/** What to look for in " " and a normal form: a word's beginning, or Chinese anywhere. */
export const needle = (term) => (CHINESE.test(term) ? term : ` ${term}`);

export const hasAny = (words, wanted) => wanted.some((term) => ` ${words}`.includes(needle(term)));
export const hasAll = (words, wanted) => wanted.every((term) => ` ${words}`.includes(needle(term)));

/** How far down in a session's text the terms stand, added up; 0 is all in the title. */
export function rank(text, wanted) {
  const lines = text.split("\n").map((line) => `${line} `);
  return wanted.map(needle).reduce((distance, each) => {
    const number = lines.findIndex((line) => line.includes(each));
    return distance + 2 * number + (each.startsWith(" ") && !lines[number].includes(`${each} `) ? 1 : 0);
  }, 0);
}

/** Mark the terms in an element's texts. */
export function mark(element, wanted) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) markIn(node, wanted);
}

function markIn(node, wanted) {
  const characters = [...node.data];
  const origin = []; // of each code unit of the text
  const text = characters.map((each, place) => {
    const piece = folded(each);
    origin.push(...Array(piece.length).fill(place));
    return piece;
  }).join("");
  const boundary = `(?<![^\\s${UNSPACED}])`;
  const longest = [...wanted].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longest.map((term) => (CHINESE.test(term) ? term : boundary + term)).join("|"), "gu");
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const start = origin[match.index];
    let end = origin[match.index + match[0].length - 1] + 1;
    while (end < characters.length && !folded(characters[end])) end += 1; // an accent of its own
    const hit = document.createElement("mark");
    hit.textContent = characters.slice(start, end).join("");
    parts.push(characters.slice(done, start).join(""), hit);
    done = end;
  }
  if (parts.length) node.replaceWith(...parts, characters.slice(done).join(""));
}
