// Tree of fields. Only visible rows have elements.

const ROW_HEIGHT = 24;
const tree = element("tree");
let visible = [];

function updateVisible() {
  visible = [];
  for (let index = 0; index < nodes.length; ) {
    visible.push(index);
    nodes[index].row = visible.length - 1;
    index = nodes[index].open ? index + 1 : nodes[index].z;
  }
  tree.querySelector(".space").style.height = `${visible.length * ROW_HEIGHT}px`;
  drawTree();
}

// Appends text in which occurrences of the searched text are marked.
function appendMarked(to, text) {
  const wanted = search.text;
  const lower = text.toLowerCase();
  if (!wanted || lower.length !== text.length) {
    to.append(text);
    return;
  }
  let at = 0;
  for (let found; (found = lower.indexOf(wanted, at)) >= 0; at = found + wanted.length) {
    to.append(text.slice(at, found), make("mark", "", text.slice(found, found + wanted.length)));
  }
  to.append(text.slice(at));
}

function treeRow(index) {
  const node = nodes[index];
  const row = make("div", "row");
  row.id = `n${index}`;
  row.dataset.node = index;
  row.setAttribute("role", "treeitem");
  row.setAttribute("aria-level", node.d + 1);
  row.setAttribute("aria-selected", index === state.selected);
  if (hasChildren(index)) row.setAttribute("aria-expanded", node.open);
  row.classList.toggle("selected", index === state.selected);
  row.classList.toggle("hot", index === state.hot);
  row.classList.toggle("match", search.nodes.has(index));
  if (node.t) {
    row.append(make("span", "offset"));
    indent(row, node);
    row.append(make("span", "omitted", `… ${node.t}`));
    return row;
  }
  const [, , doc] = meta(node);
  const hints = [doc, node.e && `${node.v}: ${node.e}`].filter(Boolean);
  if (hints.length) row.title = hints.join("\n");
  const isComputed = node.o && !node.l;
  row.append(make("span", "offset", isComputed ? "" : offsetText(node.b, node.s)));
  indent(row, node);
  const name = make("span", "name");
  appendMarked(name, nameOf(node));
  row.append(name);
  if (node.fault && !node.open) row.append(make("span", "inner-fault", "✗"));
  if (node.v) {
    const value = make("span", `value ${node.k || ""}`);
    appendMarked(value, node.v);
    row.append(value);
  }
  if (node.x) row.append(make("span", "remark", node.x));
  if (node.n) {
    const note = make("span", "remark", "— ");
    appendMarked(note, node.n);
    row.append(note);
  }
  if (node.c) row.append(make("span", "check", `✓ ${node.c}`));
  if (node.f) row.append(make("span", "fault", `✗ ${node.f}`));
  return row;
}

function indent(row, node) {
  const toggle = make("span", "toggle");
  const index = Number(row.dataset.node);
  toggle.style.marginLeft = `${Math.min(Math.max(node.d - 1, 0), 40) * 14}px`;
  if (hasChildren(index)) toggle.textContent = node.open ? "▾" : "▸";
  row.append(toggle);
}

function drawTree() {
  const first = Math.max(0, Math.floor(tree.scrollTop / ROW_HEIGHT) - 8);
  const last = Math.min(visible.length, Math.ceil((tree.scrollTop + tree.clientHeight) / ROW_HEIGHT) + 8);
  drawRows(tree, first * ROW_HEIGHT, visible.slice(first, last).map(treeRow));
  tree.setAttribute("aria-activedescendant", `n${state.selected}`);
}

function drawRows(pane, top, rows) {
  const holder = pane.querySelector(".rows");
  holder.style.transform = `translateY(${top}px)`;
  holder.replaceChildren(...rows);
}

function toggle(index, open = !nodes[index].open) {
  if (!hasChildren(index) || nodes[index].open === open) return;
  nodes[index].open = open;
  updateVisible();
}

function toggleAll(index) {
  const open = !nodes[index].open;
  for (let at = index; at < nodes[index].z; at++) if (hasChildren(at)) nodes[at].open = open;
  updateVisible();
}

// Unfolds the structures around a field.
function reveal(index) {
  let changed = false;
  for (let up = nodes[index].p; up >= 0; up = nodes[up].p) {
    changed = changed || !nodes[up].open;
    nodes[up].open = true;
  }
  if (changed) updateVisible();
}

// Selects a field, and scrolls tree and bytes to it.
function select(index, { bytes = true, cursor = -1 } = {}) {
  if (index < 0 || index >= nodes.length) return;
  const node = nodes[index];
  state.selected = index;
  reveal(index);
  scrollTo(tree, node.row * ROW_HEIGHT, ROW_HEIGHT);
  if (!node.t) {
    if (node.l || !node.o) showBuffer(node.b || 0);
    state.cursor = cursor >= 0 ? cursor : node.s;
    if (bytes && node.l) scrollToByte(cursor >= 0 ? cursor : node.s);
    try {
      history.replaceState(null, "", `#${encodeURIComponent(pathOf(index))}`);
    } catch {
      // A page in a frame without an address cannot have a hash.
    }
  }
  drawTree();
  drawHex();
  drawDetails();
}

// Scrolls if the part is not visible.
function scrollTo(pane, top, height) {
  const margin = Math.min(pane.clientHeight / 4, 3 * height);
  if (top < pane.scrollTop + margin) pane.scrollTop = top - margin;
  else if (top + height > pane.scrollTop + pane.clientHeight - margin) {
    pane.scrollTop = top + height + margin - pane.clientHeight;
  }
}

function setHot(index) {
  if (state.hot === index) return;
  state.hot = index;
  for (const row of tree.querySelectorAll(".row")) {
    row.classList.toggle("hot", Number(row.dataset.node) === index);
  }
  drawHex();
}

const nodeOf = (event) => Number(event.target.closest(".row")?.dataset.node ?? -1);

tree.addEventListener("scroll", drawTree);
tree.addEventListener("mousemove", (event) => setHot(nodeOf(event)));
tree.addEventListener("mouseleave", () => setHot(-1));
tree.addEventListener("click", (event) => {
  const index = nodeOf(event);
  if (index < 0) return;
  if (event.target.closest(".toggle") && hasChildren(index)) toggle(index);
  else select(index);
});
tree.addEventListener("dblclick", (event) => {
  const index = nodeOf(event);
  if (index >= 0 && !event.target.closest(".toggle")) toggle(index);
});
tree.addEventListener("keydown", (event) => {
  const index = state.selected;
  const row = nodes[index].row;
  const page = Math.max(1, Math.floor(tree.clientHeight / ROW_HEIGHT) - 2);
  const to = (at) => select(visible[Math.min(Math.max(at, 0), visible.length - 1)]);
  const keys = {
    ArrowDown: () => to(row + 1),
    ArrowUp: () => to(row - 1),
    PageDown: () => to(row + page),
    PageUp: () => to(row - page),
    Home: () => to(0),
    End: () => to(visible.length - 1),
    ArrowRight: () => (hasChildren(index) && !nodes[index].open ? toggle(index, true) : to(row + 1)),
    ArrowLeft: () => (nodes[index].open ? toggle(index, false) : select(Math.max(nodes[index].p, 0))),
    Enter: () => toggle(index),
    " ": () => toggle(index),
    "*": () => toggleAll(index),
  };
  if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
