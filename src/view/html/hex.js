// Bytes in hexadecimal. Only visible lines have elements.

const LINE_HEIGHT = 20;
const hex = element("hex");
let perLine = 16;
// Lines of the buffer: the offset of the first byte, or the negative size of a gap.
let lines = [];

function updateLines() {
  const buffer = buffers.get(state.buffer);
  lines = [];
  let end = 0;
  const gap = (to) => {
    if (to > end) lines.push(end - to);
  };
  for (const part of buffer?.parts || []) {
    gap(part.start);
    for (let at = part.start; at < part.end; at += perLine) lines.push(at);
    end = part.end;
  }
  gap(buffer?.size || 0);
  hex.querySelector(".space").style.height = `${lines.length * LINE_HEIGHT}px`;
}

// Span that is highlighted for a field, in the current buffer.
function spanOf(index) {
  const node = nodes[index];
  const isShown = node && !node.t && (node.b || 0) === state.buffer && node.l > 0;
  return isShown ? [node.s, node.s + node.l] : [0, 0];
}

function hexLine(line, spans) {
  const row = make("div", "line");
  if (line < 0) {
    row.classList.add("gap");
    row.textContent = `… ${(-line).toLocaleString("en")} bytes not included`;
    return row;
  }
  row.append(make("span", "address", offsetText(state.buffer, line)));
  const digits = make("span", "digits");
  const text = make("span", "text");
  for (let offset = line; offset < line + perLine; offset++) {
    const byte = byteAt(state.buffer, offset);
    const shown = byte === undefined ? "  " : hexOf(byte, 2);
    const style = byte === undefined ? "" : cellStyle(offset, spans);
    const cell = make("span", style, shown);
    const isPlain = byte >= 0x20 && byte < 0x7f;
    const character = make("span", style, byte === undefined ? " " : isPlain ? String.fromCharCode(byte) : "·");
    if (!isPlain) character.classList.add("control");
    cell.dataset.offset = character.dataset.offset = offset;
    digits.append(cell);
    text.append(character);
  }
  row.append(digits, text);
  return row;
}

function cellStyle(offset, [selected, hot]) {
  const leaf = leafAt(state.buffer, offset);
  const styles = ["byte"];
  if (leaf >= 0) styles.push(nodes[leaf].k === "filler" ? "unused" : `color${nodes[leaf].color}`);
  if (leaf >= 0 && nodes[leaf].f) styles.push("faulty");
  if (offset >= selected[0] && offset < selected[1]) styles.push(hasChildren(state.selected) ? "around" : "selected");
  if (offset >= hot[0] && offset < hot[1]) styles.push("hot");
  if (offset === state.cursor) styles.push("cursor");
  if (search.bytes.some(([buffer, start, end]) => buffer === state.buffer && offset >= start && offset < end)) {
    styles.push("match");
  }
  return styles.join(" ");
}

function drawHex() {
  const first = Math.max(0, Math.floor(hex.scrollTop / LINE_HEIGHT) - 4);
  const last = Math.min(lines.length, Math.ceil((hex.scrollTop + hex.clientHeight) / LINE_HEIGHT) + 4);
  const spans = [spanOf(state.selected), spanOf(state.hot)];
  drawRows(hex, first * LINE_HEIGHT, lines.slice(first, last).map((line) => hexLine(line, spans)));
}

// Index of the line with a byte, or of the gap around it.
function lineOf(offset) {
  let at = 0;
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] >= 0 && lines[i] > offset) break;
    at = i;
    if (lines[i] >= 0 && offset < lines[i] + perLine) break;
  }
  return at;
}

function scrollToByte(offset) {
  scrollTo(hex, lineOf(offset) * LINE_HEIGHT, LINE_HEIGHT);
}

function showBuffer(id) {
  if (state.buffer === id || !buffers.has(id)) return;
  state.buffer = id;
  updateLines();
  hex.scrollTop = 0;
  drawBuffers();
}

// Tabs of the file and its derived buffers.
function drawBuffers() {
  const tabs = [...buffers.values()].map((buffer) => {
    const from = buffer.from && `${buffer.from[0] ? `${buffer.from[0]}:` : ""}0x${hexOf(buffer.from[1] + (buffer.from[0] ? 0 : data.base), 1)}`;
    const title = buffer.id ? `${buffer.id}: ${buffer.process} from ${from}` : "File";
    const tab = make("button", "", title);
    tab.type = "button";
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", buffer.id === state.buffer);
    tab.title = `${buffer.size.toLocaleString("en")} bytes`;
    tab.addEventListener("click", () => {
      showBuffer(buffer.id);
      drawHex();
    });
    return tab;
  });
  const holder = element("buffers");
  holder.hidden = tabs.length < 2;
  holder.replaceChildren(...tabs);
  holder.querySelector("[aria-selected=true]")?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
}

function resizeHex() {
  const cell = document.querySelector(".ruler") || document.body.appendChild(make("span", "ruler", "0".repeat(72)));
  const wanted = hex.clientWidth < cell.offsetWidth + 16 ? 8 : 16;
  if (wanted !== perLine) {
    perLine = wanted;
    updateLines();
    scrollToByte(Math.max(state.cursor, 0));
  }
  drawHex();
}

const offsetOf = (event) => {
  const cell = event.target.closest("[data-offset]");
  return cell && cell.classList.contains("byte") ? Number(cell.dataset.offset) : -1;
};

hex.addEventListener("scroll", drawHex);
hex.addEventListener("mousemove", (event) => {
  const offset = offsetOf(event);
  setHot(offset < 0 ? -1 : fieldAt(state.buffer, offset));
});
hex.addEventListener("mouseleave", () => setHot(-1));
hex.addEventListener("click", (event) => {
  const offset = offsetOf(event);
  if (offset >= 0) moveCursor(offset);
});

// Selects the field at an offset.
function moveCursor(offset) {
  if (byteAt(state.buffer, offset) === undefined) return;
  const index = fieldAt(state.buffer, offset);
  if (index >= 0) select(index, { bytes: false, cursor: offset });
  state.cursor = offset;
  scrollToByte(offset);
  drawHex();
}

hex.addEventListener("keydown", (event) => {
  const page = perLine * Math.max(1, Math.floor(hex.clientHeight / LINE_HEIGHT) - 1);
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -perLine, ArrowDown: perLine, PageUp: -page, PageDown: page };
  const step = steps[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const to = Math.max(state.cursor, 0) + step;
  if (byteAt(state.buffer, to) !== undefined) {
    moveCursor(to);
    return;
  }
  // Continues in the next or previous part.
  const parts = buffers.get(state.buffer)?.parts || [];
  const next = step > 0 ? parts.find((part) => part.start >= to) : parts.findLast((part) => part.end <= to + 1);
  if (next) moveCursor(step > 0 ? next.start : next.end - 1);
});
