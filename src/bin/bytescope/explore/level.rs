//! A document on the screen: scroll positions and visited fields.

use bytescope::explore::{Explorer, Found, TreePosition};
use bytescope::inspect::BufferId;

/// Maximum number of visited fields that are kept.
const MAX_VISITED: usize = 1000;

/// A document on the screen.
pub(super) struct BrowserLevel {
    pub(super) explorer: Explorer,
    /// First visible line of the tree.
    pub(super) tree_top: u64,
    /// Offset of the first visible byte.
    pub(super) bytes_top: u64,
    /// True if the selected line must be visible; false after scrolling.
    pub(super) follows_tree: bool,
    /// True if the cursor must be visible; false after scrolling.
    pub(super) follows_bytes: bool,
    /// Fields that were left by a jump.
    visited: Vec<TreePosition>,
    /// Bytes of the last match: buffer, offset and size.
    pub(super) matched: Option<(BufferId, u64, u64)>,
}

impl BrowserLevel {
    pub(super) fn new(explorer: Explorer) -> Self {
        Self {
            explorer,
            tree_top: 0,
            bytes_top: 0,
            follows_tree: true,
            follows_bytes: true,
            visited: Vec::new(),
            matched: None,
        }
    }

    /// Shows the selected field and the cursor.
    pub(super) fn follow(&mut self) {
        (self.follows_tree, self.follows_bytes) = (true, true);
    }

    /// Moves the selection far; [`back`](Self::back) returns.
    pub(super) fn jump<R>(&mut self, jump: impl FnOnce(&mut Explorer) -> R) -> R {
        let from = self.explorer.selected().clone();
        let result = jump(&mut self.explorer);
        if *self.explorer.selected() != from {
            if self.visited.len() >= MAX_VISITED {
                self.visited.remove(0);
            }
            self.visited.push(from);
        }
        self.matched = None;
        self.follow();
        result
    }

    /// Returns to the field before the last jump. Returns false if there is none.
    pub(super) fn back(&mut self) -> bool {
        let Some(before) = self.visited.pop() else { return false };
        self.follow();
        self.explorer.select(&before)
    }

    /// Marks the bytes of a match.
    pub(super) fn show_match(&mut self, found: &Found) {
        self.matched = match found {
            Found::Bytes { buffer, offset, size } => Some((*buffer, *offset, *size)),
            Found::Field(_) => None,
        };
    }

    /// Selects a line, counted from the selected one.
    pub(super) fn move_lines(&mut self, lines: i64) {
        let explorer = &mut self.explorer;
        let last = explorer.num_lines().saturating_sub(1);
        let line = explorer.line_of(explorer.selected()).unwrap_or_default();
        self.select_line(line.saturating_add_signed(lines).min(last));
    }

    /// Selects a line.
    pub(super) fn select_line(&mut self, line: u64) {
        if let Some(position) = self.explorer.at_line(line) {
            self.select(&position);
        }
    }

    /// Selects a field.
    pub(super) fn select(&mut self, position: &TreePosition) {
        self.explorer.select(position);
        self.follow();
    }

    /// Moves the byte cursor.
    pub(super) fn move_bytes(&mut self, bytes: i64) {
        let (buffer, offset) = self.explorer.cursor();
        self.explorer.move_cursor(buffer, offset.saturating_add_signed(bytes));
        self.follow();
    }

    /// Scrolls the tree to the selected line if it must be visible in `height` lines.
    pub(super) fn scroll_tree(&mut self, height: u64) {
        let lines = self.explorer.num_lines();
        if self.follows_tree
            && let Some(line) = self.explorer.line_of(self.explorer.selected())
        {
            let bottom = self.tree_top.saturating_add(height);
            let is_far =
                line.saturating_add(height) < self.tree_top || line > bottom.saturating_add(height);
            if is_far {
                self.tree_top = line.saturating_sub(height / 3);
            } else if line < self.tree_top {
                self.tree_top = line;
            } else if line >= bottom {
                self.tree_top = line.saturating_add(1).saturating_sub(height);
            }
        }
        self.tree_top = self.tree_top.min(lines.saturating_sub(height));
    }

    /// Scrolls the bytes to the cursor if it must be visible in `height` lines of `columns` bytes.
    pub(super) fn scroll_bytes(&mut self, height: u64, columns: u64) {
        let (buffer, cursor) = self.explorer.cursor();
        let row = |offset: u64| offset.checked_div(columns).unwrap_or_default();
        let size = self.explorer.document().buffers().buffer(buffer).len() as u64;
        let mut top = row(self.bytes_top);
        let line = row(cursor);
        if self.follows_bytes {
            let bottom = top.saturating_add(height);
            if line.saturating_add(height) < top || line > bottom.saturating_add(height) {
                top = line.saturating_sub(height / 4);
            } else if line < top {
                top = line;
            } else if line >= bottom {
                top = line.saturating_add(1).saturating_sub(height);
            }
        }
        let rows = size.div_ceil(columns.max(1));
        top = top.min(rows.saturating_sub(height));
        self.bytes_top = top.saturating_mul(columns);
    }
}
