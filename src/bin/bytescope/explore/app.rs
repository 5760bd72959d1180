//! State of the browser for files.

use super::input::LineInput;
use super::level::BrowserLevel;
use super::theme::Theme;
use bytescope::Formats;
use bytescope::explore::{Direction, Explorer, Search, SearchState, TreePosition};
use bytescope::find::FindQuery;
use ratatui::layout::Rect;
use std::path::PathBuf;

/// Number of fields that are searched between two frames.
const FIELDS_PER_STEP: usize = 1 << 14;

/// Pane that receives the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Focus {
    #[default]
    Tree,
    Bytes,
}

/// Meaning of the next keys.
#[derive(Clone, Debug, Default)]
pub(super) enum Mode {
    #[default]
    Browse,
    /// A line is typed.
    Prompt(Prompt),
    Help,
    /// The next key selects what is copied.
    Copy,
    /// Text that was copied.
    Copied {
        title: &'static str,
        text: String,
    },
    /// The next key confirms to lose changes.
    Quit,
}

/// A line that is typed.
#[derive(Clone, Debug)]
pub(super) struct Prompt {
    pub(super) kind: PromptKind,
    pub(super) line: LineInput,
    /// The text that is accepted in spite of a problem if it is entered again.
    pub(super) confirmed: Option<String>,
}

/// Purpose of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PromptKind {
    Find,
    GoTo,
    /// A new value of a field.
    Edit(TreePosition),
    /// Path of a file.
    Save,
}

/// A message in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StatusMessage {
    pub(super) text: String,
    pub(super) is_problem: bool,
}

/// Areas of the panes on the screen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Areas {
    pub(super) tree: Rect,
    pub(super) bytes: Rect,
}

/// State of the browser.
pub(crate) struct App {
    /// The file and nested contents; the last one is shown.
    pub(super) levels: Vec<BrowserLevel>,
    pub(super) focus: Focus,
    pub(super) mode: Mode,
    pub(super) query: FindQuery,
    /// Last text of the search prompt.
    pub(super) typed: String,
    pub(super) search: Option<Search>,
    pub(super) message: Option<StatusMessage>,
    /// True if the detail pane takes the whole side.
    pub(super) is_detail_large: bool,
    pub(super) theme: Theme,
    pub(super) formats: Formats,
    pub(super) areas: Areas,
    pub(super) file: OpenedFile,
    /// Text to be copied to the clipboard of the terminal.
    pub(super) clipboard: Option<String>,
    pub(super) is_suspended: bool,
    pub(super) is_done: bool,
}

/// The file that is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpenedFile {
    /// Path of the file; `None` for standard input, pipes and devices.
    pub(crate) path: Option<PathBuf>,
    /// True if only a part of the file was read.
    pub(crate) is_part: bool,
    /// Size and time of the last change when the file was opened.
    pub(crate) version: Option<FileVersion>,
    /// True if there are changes that are not stored.
    pub(crate) is_changed: bool,
    /// True if a changed file was written.
    pub(crate) was_saved: bool,
}

/// Size and time of the last change of a file.
pub(crate) type FileVersion = (u64, Option<std::time::SystemTime>);

impl App {
    pub(crate) fn new(explorer: Explorer, formats: Formats, file: OpenedFile, color: bool) -> Self {
        Self {
            levels: vec![BrowserLevel::new(explorer)],
            focus: Focus::default(),
            mode: Mode::default(),
            query: FindQuery::Faults,
            typed: String::new(),
            search: None,
            message: None,
            is_detail_large: false,
            theme: Theme { color },
            formats,
            areas: Areas::default(),
            file,
            clipboard: None,
            is_suspended: false,
            is_done: false,
        }
    }

    /// Shows a message in the status line until the next key.
    pub(crate) fn report(&mut self, text: impl Into<String>, is_problem: bool) {
        let text = bytescope::inspect::escape(&text.into()).into_owned();
        self.message = Some(StatusMessage { text, is_problem });
    }

    /// Returns the level that is shown.
    pub(super) fn level(&mut self) -> &mut BrowserLevel {
        let top = self.levels.len().saturating_sub(1);
        // The first level is never removed.
        &mut self.levels[top]
    }

    /// True if there is work to do between two frames.
    pub(super) fn is_busy(&self) -> bool {
        self.search.is_some()
    }

    /// Starts to search for the next or previous match of the query.
    pub(super) fn find(&mut self, direction: Direction) {
        let query = self.query.clone();
        self.search = Some(self.level().explorer.search(query, direction));
        // Short searches end before the next frame.
        self.work();
    }

    /// Continues the search.
    pub(super) fn work(&mut self) {
        let Some(mut search) = self.search.take() else { return };
        match self.level().explorer.advance(&mut search, FIELDS_PER_STEP) {
            SearchState::Pending => self.search = Some(search),
            SearchState::Missing => {
                let query = search.query();
                let text = match query {
                    FindQuery::Faults => "no faults".to_owned(),
                    query => format!("not found: {query}"),
                };
                self.report(text, true);
            }
            SearchState::Found(found, has_wrapped) => {
                self.level().jump(|explorer| explorer.select_found(&found));
                self.level().show_match(&found);
                if has_wrapped {
                    self.report("continued at the other end", false);
                }
            }
        }
    }
}
