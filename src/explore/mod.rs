//! Model of an interactive browser for a document: visible lines, selection, search, bytes and
//! changes. It draws nothing and reads no keys.
//!
//! ```
//! use bytescope::Document;
//! use bytescope::explore::{Direction, Explorer, Found, SearchState};
//! use bytescope::find::FindQuery;
//!
//! let doc = Document::open("samples/png/rgba.png")?;
//! let mut explorer = Explorer::new(doc);
//!
//! // Select the field at an offset. Its line becomes visible.
//! let width = explorer.move_cursor(explorer.cursor().0, 0x10).unwrap();
//! assert_eq!(explorer.path(&width), "chunks[0].data.width");
//! assert!(explorer.line_of(&width).is_some());
//!
//! // Search for a value.
//! let mut search = explorer.search(FindQuery::parse("IEND")?, Direction::Forward);
//! let SearchState::Found(Found::Field(found), _) = explorer.advance(&mut search, 1000) else {
//!     panic!("not found");
//! };
//! assert_eq!(explorer.path(&found), "chunks[3].type");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod changes;
mod detail;
mod folds;
mod intervals;
mod lines;
mod live;
mod locate;
mod nodes;
mod paths;
mod position;
mod search;
mod summary;

pub use detail::FieldDetail;
pub use lines::TreeLine;
pub use live::{HISTORY_STEP, HISTORY_STEPS, LiveField, LiveMessage, LiveStats};
pub use locate::FieldBytes;
pub use nodes::NodeHandle;
pub use position::TreePosition;
pub use search::{Direction, Found, Search, SearchState};

use crate::Document;
use bytescope_inspect::{BufferId, Span};
use changes::ChangeStep;
use folds::Folds;
use intervals::ChildIndices;
use nodes::{NodeReader, num_entries};

/// State of a browser for a document.
///
/// Creating it takes the same time for any document: lines, table rows and the fields at an offset
/// are determined when they are needed.
#[derive(Debug)]
pub struct Explorer {
    doc: Document,
    nodes: NodeReader,
    indices: ChildIndices,
    folds: Folds,
    selected: TreePosition,
    /// Buffer and offset of the byte cursor.
    cursor: (BufferId, u64),
    steps: Vec<ChangeStep>,
    /// Number of faults in the tree.
    num_faults: usize,
    /// Summary of the document.
    summary: String,
}

impl Explorer {
    /// Creates the state: short fields at the start are unfolded, the first line is selected.
    pub fn new(doc: Document) -> Self {
        let folds = Folds::new(num_entries(doc.tree()), Self::shows_root(&doc));
        let num_faults = doc.tree().recorded_faults().len();
        let summary = doc.summary();
        let mut explorer = Self {
            doc,
            nodes: NodeReader::default(),
            indices: ChildIndices::default(),
            folds,
            selected: TreePosition::ROOT,
            cursor: (BufferId::SOURCE, 0),
            steps: Vec::new(),
            num_faults,
            summary,
        };
        explorer.unfold_initially();
        if let Some(first) = explorer.at_line(0) {
            explorer.select(&first);
        }
        explorer
    }

    /// True if the root has a line: if it has a fault, or a value.
    fn shows_root(doc: &Document) -> bool {
        let root = doc.tree();
        root.fault().is_some() || !root.value.is_container() || num_entries(root) == 0
    }

    /// Returns the document.
    pub fn document(&self) -> &Document {
        &self.doc
    }

    /// Returns the summary of the document.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// Returns the number of faults that are known without reading table rows.
    pub fn num_faults(&self) -> usize {
        self.num_faults
    }

    /// Returns the node at a position; `None` if it does not exist.
    pub fn node(&self, position: &TreePosition) -> Option<NodeHandle<'_>> {
        self.nodes.node(&self.doc, position)
    }

    /// Returns the position of the selected field.
    pub fn selected(&self) -> &TreePosition {
        &self.selected
    }

    /// Selects a field, unfolds the fields around it, and moves the cursor to its first byte.
    /// Returns false if the field does not exist.
    pub fn select(&mut self, position: &TreePosition) -> bool {
        let Some(node) = self.node(position) else { return false };
        let (content, span) = (node.content(), node.span);
        let is_computed = node.is_out_of_line() && span.is_empty();
        drop(node);
        self.selected = position.clone();
        self.reveal(position);
        // Decoded content is shown where its field is stored.
        let shown = if content.buffer == span.buffer { content } else { span };
        if !is_computed {
            self.cursor = (shown.buffer, shown.start());
        }
        true
    }

    /// Returns the buffer and offset of the cursor.
    pub fn cursor(&self) -> (BufferId, u64) {
        self.cursor
    }

    /// Returns the bytes of the selected field.
    pub fn selected_span(&self) -> Span {
        self.node(&self.selected).map_or_else(Span::default, |node| node.span)
    }

    /// Moves the cursor to a byte of a buffer, or to its last byte, and selects the innermost field
    /// there. Returns the position of the field.
    pub fn move_cursor(&mut self, buffer: BufferId, offset: u64) -> Option<TreePosition> {
        let size = self.doc.buffers().buffer(buffer).len() as u64;
        let offset = offset.min(size.saturating_sub(1));
        self.cursor = (buffer, offset);
        let found = self.position_at(buffer, offset)?;
        self.selected = found.clone();
        self.reveal(&found);
        Some(found)
    }

    /// Selects a match of a search.
    pub fn select_found(&mut self, found: &Found) {
        match found {
            Found::Field(position) => {
                self.select(position);
            }
            Found::Bytes { buffer, offset, .. } => {
                self.move_cursor(*buffer, *offset);
            }
        }
    }
}
