// The clipboard's plain-text table, as Excel and LibreOffice write and read it: tabs, line ends, quotes.

const NEEDS_QUOTES = /["\t\n\r]/;

export function formatTsv(rows) {
  const quoted = (text) => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quoted).join("\t")).join("\n");
}

export function parseTsv(text) {
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const rows = [[]];
  let at = 0;
  while (at <= source.length) {
    const field = source[at] === '"' ? quotedField(source, at) : plainField(source, at);
    rows.at(-1).push(field.text);
    if (source[field.end] === "\n") rows.push([]);
    at = field.end + 1;
  }
  return rows;
}

function plainField(source, start) {
  let end = start;
  while (end < source.length && source[end] !== "\t" && source[end] !== "\n") end++;
  return { text: source.slice(start, end), end };
}

// A quote opens a field only if its partner closes it right before a tab or a line end; else it is a plain character.
function quotedField(source, start) {
  let text = "";
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] !== '"') {
      text += source[at];
    } else if (source[at + 1] === '"') {
      text += '"';
      at++;
    } else {
      const closed = at + 1 === source.length || source[at + 1] === "\t" || source[at + 1] === "\n";
      return closed ? { text, end: at + 1 } : plainField(source, start);
    }
  }
  return plainField(source, start);
}
