// Data of the page: fields, bytes, and the relations between them.

const data = JSON.parse(document.getElementById("data").textContent);
const nodes = data.nodes;

// Parent `p` and end `z` of each field: the fields in it are those from its index + 1 to `z`.
{
  const open = [];
  nodes.forEach((node, index) => {
    while (open.length > node.d) nodes[open.pop()].z = index;
    node.p = open.length ? open[open.length - 1] : -1;
    node.open = false;
    open.push(index);
  });
  while (open.length) nodes[open.pop()].z = nodes.length;
}

// Marks the fields that contain a field with a fault.
nodes.forEach((node) => {
  if (!node.f) return;
  for (let up = node.p; up >= 0 && !nodes[up].fault; up = nodes[up].p) nodes[up].fault = true;
});

const element = (id) => document.getElementById(id);
const meta = (node) => data.metas[node.m] || ["", "", "", ""];
const hasChildren = (index) => nodes[index].z > index + 1;

// Name of a field in its list or structure.
function nameOf(node) {
  return node.i === undefined ? meta(node)[0] || "file" : `[${node.i}]`;
}

// Path of a field, as in messages.
function pathOf(index) {
  let path = "";
  for (let at = index; at > 0; at = nodes[at].p) {
    const node = nodes[at];
    if (node.t) continue;
    const dot = node.i === undefined && node.p > 0 ? "." : "";
    path = dot + nameOf(node) + path;
  }
  return path;
}

function hexOf(number, digits) {
  return number.toString(16).padStart(digits, "0");
}

// Offset as shown: in the file, or in a derived buffer.
function offsetText(buffer, offset) {
  return buffer ? `${buffer}:${hexOf(offset, 1)}` : hexOf(offset + data.base, 8);
}

// Buffers with their bytes, in parts.
const buffers = new Map();
for (const buffer of data.buffers) {
  buffer.parts = buffer.parts.map(([start, digits]) => {
    const bytes = new Uint8Array(digits.length / 2);
    for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(digits.substr(2 * i, 2), 16);
    return { start, bytes, end: start + bytes.length };
  });
  buffers.set(buffer.id, buffer);
}

// Byte of a buffer; undefined if it is not in the page.
function byteAt(buffer, offset) {
  const parts = buffers.get(buffer)?.parts || [];
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle].end <= offset) low = middle + 1;
    else high = middle;
  }
  const part = parts[low];
  return part && offset >= part.start ? part.bytes[offset - part.start] : undefined;
}

// Innermost fields of each buffer by offset. A field of bits counts as one field.
const isBits = (index) => nodes[index].x !== undefined;
const isInnermost = (index) => {
  const node = nodes[index];
  if (node.t || !node.l || (isBits(index) && nodes[node.p].l === node.l && !nodes[node.p].x)) return false;
  for (let child = index + 1; child < node.z; child = nodes[child].z) if (!isBits(child)) return false;
  return true;
};
const innermost = new Map();
nodes.forEach((node, index) => {
  if (!isInnermost(index)) return;
  if (!innermost.has(node.b || 0)) innermost.set(node.b || 0, { list: [], ends: [] });
  innermost.get(node.b || 0).list.push(index);
});
for (const fields of innermost.values()) {
  fields.list.sort((a, b) => nodes[a].s - nodes[b].s || a - b);
  let end = 0;
  fields.ends = fields.list.map((index) => (end = Math.max(end, nodes[index].s + nodes[index].l)));
  fields.list.forEach((index, order) => (nodes[index].color = order % 6));
}

// Innermost field at an offset; -1 if there is none.
function leafAt(buffer, offset) {
  const fields = innermost.get(buffer);
  if (!fields) return -1;
  let [low, high] = [0, fields.list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[fields.list[middle]].s <= offset) low = middle + 1;
    else high = middle;
  }
  let best = -1;
  for (let at = low - 1; at >= 0 && fields.ends[at] > offset; at--) {
    const index = fields.list[at];
    const node = nodes[index];
    if (node.s + node.l <= offset) continue;
    const better = best < 0 || (node.o || false) < (nodes[best].o || false)
      || ((node.o || false) === (nodes[best].o || false) && node.l < nodes[best].l);
    if (better) best = index;
  }
  return best;
}

// Innermost field or structure at an offset.
function fieldAt(buffer, offset) {
  const leaf = leafAt(buffer, offset);
  if (leaf >= 0) return leaf;
  let best = -1;
  nodes.forEach((node, index) => {
    if (node.t || (node.b || 0) !== buffer || offset < node.s || offset >= node.s + node.l) return;
    if (best < 0 || node.l <= nodes[best].l) best = index;
  });
  return best;
}

// Creates an element with a class and text. Text from the file is only added as text.
function make(name, style, text) {
  const created = document.createElement(name);
  if (style) created.className = style;
  if (text !== undefined) created.textContent = text;
  return created;
}

// State: selected field, field under the pointer, buffer and cursor of the hex view.
const state = { selected: 0, hot: -1, buffer: 0, cursor: -1 };
