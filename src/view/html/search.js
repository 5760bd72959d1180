// Search in names, values, bytes, and for offsets.

const MAX_MATCHES = 10000;
const query = element("query");
// Matches in order: `{node}` or `{buffer, start, end}`; index of the current one.
const search = { text: "", list: [], at: -1, nodes: new Set(), bytes: [] };

// Bytes of a query: text in quotes, or pairs of hex digits.
function bytesOf(text, isBytes) {
  const quoted = /^"(.+?)"?$/.exec(text);
  if (quoted) return [...new TextEncoder().encode(quoted[1])];
  const digits = text.replace(/^0x/i, "").replace(/[\s:,]/g, "");
  const isHex = /^([0-9a-f]{2})+$/i.test(digits);
  const isSpaced = /^[0-9a-f]{2}([\s:,]+[0-9a-f]{2})+$/i.test(text);
  if (isHex && (isSpaced || isBytes || digits.length >= 8)) return digits.match(/../g).map((pair) => parseInt(pair, 16));
  return isBytes && text ? [...new TextEncoder().encode(text)] : [];
}

function findBytes(wanted) {
  if (!wanted.length) return;
  for (const buffer of buffers.values()) {
    for (const part of buffer.parts) {
      for (let at = part.bytes.indexOf(wanted[0]); at >= 0; at = part.bytes.indexOf(wanted[0], at + 1)) {
        if (search.list.length >= MAX_MATCHES) return;
        if (at + wanted.length > part.bytes.length || !wanted.every((byte, i) => part.bytes[at + i] === byte)) continue;
        const start = part.start + at;
        search.list.push({ buffer: buffer.id, start, end: start + wanted.length });
      }
    }
  }
}

function find() {
  const text = query.value.trim();
  const scope = element("scope").value;
  Object.assign(search, { text: "", list: [], at: -1, nodes: new Set(), bytes: [] });
  if (text) {
    const offset = /^(?:(\d+):)?0x([0-9a-f]{1,12})$/i.exec(text);
    if (offset && scope === "all") {
      const buffer = Number(offset[1] || 0);
      const start = parseInt(offset[2], 16) - (buffer ? 0 : data.base);
      if (fieldAt(buffer, start) >= 0) search.list.push({ buffer, start, end: start + 1 });
    }
    if (scope !== "bytes") {
      search.text = text.toLowerCase();
      nodes.forEach((node, index) => {
        if (node.t || search.list.length >= MAX_MATCHES) return;
        const values = [node.v, node.n, node.f, node.c].join("\n");
        const found = (scope !== "values" && index > 0 && nameOf(node).toLowerCase().includes(search.text))
          || (scope !== "names" && node.k !== "summary" && values.toLowerCase().includes(search.text));
        if (!found) return;
        search.list.push({ node: index });
        search.nodes.add(index);
      });
      // A path, such as `chunks[1].type`.
      if (!search.list.length && scope !== "values" && /[.[]/.test(text)) {
        const found = nodes.findIndex((node, index) => index > 0 && !node.t && pathOf(index) === text);
        if (found >= 0) search.list.push({ node: found });
      }
    }
    if (scope === "all" || scope === "bytes") findBytes(bytesOf(text, scope === "bytes"));
  }
  search.bytes = search.list.filter((match) => match.start !== undefined).map((m) => [m.buffer, m.start, m.end]).slice(0, 500);
  if (search.list.length) showMatch(0);
  else {
    drawMatches();
    drawTree();
    drawHex();
  }
}

function drawMatches() {
  const count = search.list.length;
  const more = count >= MAX_MATCHES ? "+" : "";
  const text = count ? `${search.at + 1} of ${count}${more}` : query.value.trim() ? "no match" : "";
  element("matches").textContent = text;
}

function showMatch(at) {
  const count = search.list.length;
  if (!count) return;
  search.at = ((at % count) + count) % count;
  const match = search.list[search.at];
  drawMatches();
  if (match.node !== undefined) select(match.node);
  else {
    const index = fieldAt(match.buffer, match.start);
    showBuffer(match.buffer);
    if (index >= 0) select(index, { bytes: false, cursor: match.start });
    state.cursor = match.start;
    scrollToByte(match.start);
    drawHex();
  }
}

let typing = 0;
query.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(find, nodes.length > 20000 ? 250 : 60);
});
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    showMatch(search.at + (event.shiftKey ? -1 : 1));
  } else if (event.key === "Escape") {
    query.value = "";
    find();
    tree.focus();
  }
});
element("scope").addEventListener("change", find);
element("next").addEventListener("click", () => showMatch(search.at + 1));
element("previous").addEventListener("click", () => showMatch(search.at - 1));
