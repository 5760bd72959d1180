// Details, faults, keys, colors, printing, and the initial state.

const MAX_PRINTED_ROWS = 5000;
const MAX_PRINTED_LINES = 500;

// Integers and floats in the bytes of a field, in both byte orders.
function numbersOf(node) {
  const bytes = [];
  for (let i = 0; i < node.l; i++) bytes.push(byteAt(node.b || 0, node.s + i));
  if (![1, 2, 4, 8].includes(node.l) || bytes.includes(undefined)) return [];
  const view = new DataView(Uint8Array.from(bytes).buffer);
  const bits = node.l * 8;
  const read = (isLittle) => {
    const [get, big] = [`Int${bits}`, bits === 64 ? "Big" : ""];
    const unsigned = view[`get${big}${bits === 64 ? "Uint64" : `Uint${bits}`}`](0, isLittle);
    const signed = view[`get${big}${get}`](0, isLittle);
    const values = [`u${bits} ${unsigned}`];
    if (signed < 0) values.push(`i${bits} ${signed}`);
    if (bits >= 32) {
      const float = view[`getFloat${bits}`](0, isLittle);
      values.push(`f${bits} ${bits === 32 ? Number(float.toPrecision(8)) : float}`);
    }
    return values.join(" · ");
  };
  if (bits === 8) return [["Number", read(true)]];
  return [["Little-endian", read(true)], ["Big-endian", read(false)]];
}

function drawDetails() {
  const holder = element("details");
  const index = state.selected;
  const node = nodes[index];
  if (!node || node.t) {
    holder.replaceChildren(make("p", "doc", node ? node.t : ""));
    return;
  }
  const [name, type, doc, unit] = meta(node);
  const title = make("h2");
  const around = [];
  for (let at = index; at > 0; at = nodes[at].p) around.unshift(at);
  around.forEach((at, position) => {
    const link = make("button", "crumb", nameOf(nodes[at]));
    link.type = "button";
    link.addEventListener("click", () => select(at));
    if (position) title.append(nodes[at].i === undefined ? "." : "");
    title.append(link);
  });
  if (!around.length) title.append(name || "file");
  const facts = [];
  const base = node.b ? 0 : data.base;
  const at = `${node.b ? `${node.b}:` : ""}0x${hexOf(node.s + base, 1)}`;
  if (node.l || !node.o) {
    const size = `${node.l.toLocaleString("en")} byte${node.l === 1 ? "" : "s"}`;
    const end = `0x${hexOf(node.s + base + node.l, 1)}`;
    facts.push(["Span", `${at}..${end}, ${size}${node.x ? `, ${node.x}` : ""}`]);
  }
  if (type) facts.push(["Type", type + (unit ? `, in ${unit}` : "")]);
  if (node.v && node.k !== "summary") facts.push(["Value", node.v]);
  if (node.e) facts.push(["Meaning", node.e]);
  if (node.n) facts.push(["Note", node.n]);
  if (node.c) facts.push(["Verified", `✓ ${node.c}`, "check"]);
  if (node.f) facts.push(["Fault", `✗ ${node.f}`, "fault"]);
  facts.push(...numbersOf(node));
  const list = make("dl");
  for (const [term, text, style] of facts) list.append(make("dt", "", term), make("dd", style, text));
  holder.replaceChildren(title, ...(doc ? [make("p", "doc", doc)] : []), list);
}

// Faults.
const faultButtons = [...document.querySelectorAll("#faults button")];
let faultAt = -1;

function showFault(at) {
  const count = faultButtons.length;
  if (!count) return;
  faultAt = ((at % count) + count) % count;
  faultButtons.forEach((button, index) => button.classList.toggle("current", index === faultAt));
  faultButtons[faultAt].scrollIntoView({ block: "nearest" });
  const node = data.faults[faultAt];
  if (node !== null) select(node);
}
faultButtons.forEach((button, index) => button.addEventListener("click", () => showFault(index)));

// Light and dark. Storage is not available to every page that is opened from a file.
function storedTheme(value) {
  try {
    if (value !== undefined) localStorage.setItem("bytescope-theme", value);
    return localStorage.getItem("bytescope-theme");
  } catch {
    return null;
  }
}
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
function switchTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  storedTheme(theme);
}
element("theme").addEventListener("click", switchTheme);

function copyPath() {
  const path = pathOf(state.selected);
  navigator.clipboard?.writeText(path).then(
    () => (element("note").textContent = `copied: ${path}`),
    () => {},
  );
}

const help = element("help");
element("help-button").addEventListener("click", () => help.showModal());

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, select, dialog");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = {
    "/": () => query.select(),
    n: () => showMatch(search.at + 1),
    N: () => showMatch(search.at - 1),
    f: () => showFault(faultAt + 1),
    F: () => showFault(faultAt - 1),
    c: copyPath,
    t: switchTheme,
    "?": () => help.showModal(),
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  if (event.key === "/") query.focus();
  keys[event.key]();
});

// Printing shows all unfolded rows, and the first lines of the bytes.
addEventListener("beforeprint", () => {
  document.body.classList.add("printing");
  drawRows(tree, 0, visible.slice(0, MAX_PRINTED_ROWS).map(treeRow));
  const spans = [[0, 0], [0, 0]];
  drawRows(hex, 0, lines.slice(0, MAX_PRINTED_LINES).map((line) => hexLine(line, spans)));
});
addEventListener("afterprint", () => {
  document.body.classList.remove("printing");
  drawTree();
  drawHex();
});

// Unfolds fields with faults, then level by level while they fit. Of a list, only the first item is unfolded, or all
// items if there are few.
function unfold() {
  nodes.forEach((node) => (node.open = Boolean(node.fault)));
  nodes[0].open = true;
  let shown = nodes.filter((node) => node.p < 0 || nodes[node.p].open).length;
  const childrenOf = (index) => {
    const children = [];
    for (let child = index + 1; child < nodes[index].z; child = nodes[child].z) children.push(child);
    return children;
  };
  const open = (isIncluded, max) => {
    for (let level = 1; level < 12; level++) {
      nodes.forEach((node, index) => {
        const isFolded = node.d === level && !node.open && hasChildren(index) && !isInnermost(index);
        if (!isFolded || !nodes[node.p].open || !isIncluded(node)) return;
        const count = childrenOf(index).length;
        if (shown + count > max) return;
        node.open = true;
        shown += count;
      });
    }
  };
  open((node) => !node.i, 120);
  open(() => true, 40);
}

function selectHash() {
  let path = location.hash.slice(1);
  try {
    path = decodeURIComponent(path);
  } catch {
    // An invalid hash is not a path.
  }
  const found = path ? nodes.findIndex((node, index) => !node.t && pathOf(index) === path) : -1;
  if (found > 0) select(found);
  return found > 0;
}

document.documentElement.dataset.theme = storedTheme() || "";
if (!document.documentElement.dataset.theme) delete document.documentElement.dataset.theme;
element("note").textContent = data.note;
element("generator").textContent = document.querySelector("meta[name=generator]").content;
unfold();
updateLines();
updateVisible();
drawBuffers();
resizeHex();
const first = data.faults.find((node) => node !== null);
if (!selectHash()) {
  if (first !== undefined) showFault(data.faults.indexOf(first));
  else select(nodes.length > 1 ? 1 : 0);
}
addEventListener("hashchange", selectHash);
addEventListener("resize", () => {
  drawTree();
  resizeHex();
});
tree.focus();
