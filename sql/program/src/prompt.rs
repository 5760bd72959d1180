//! Interactive prompt.

use crate::output;
use crate::session::Session;
use bytescope_datafusion::datafusion;
use datafusion::error::{DataFusionError, Result};
use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;
use std::path::PathBuf;

/// Runs the statements that are entered, up to the end of the input or `exit`.
pub(crate) async fn run(session: &Session) -> Result<()> {
    let failed = |error: ReadlineError| DataFusionError::External(Box::new(error));
    let mut editor = DefaultEditor::new().map_err(failed)?;
    let history = history_path();
    if let Some(path) = &history {
        // There is no history before the first session.
        let _ = editor.load_history(path);
    }
    let mut text = String::new();
    loop {
        let prompt = if text.is_empty() { "bytescope> " } else { "        -> " };
        let line = match tokio::task::block_in_place(|| editor.readline(prompt)) {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => {
                text.clear();
                continue;
            }
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(failed(error)),
        };
        let is_start = text.is_empty();
        if is_start && ["exit", "quit", "\\q"].contains(&line.trim()) {
            break;
        }
        text.push_str(&line);
        text.push('\n');
        if !line.trim_end().ends_with(';') {
            if text.trim().is_empty() {
                text.clear();
            }
            continue;
        }
        let _ = editor.add_history_entry(text.trim());
        if let Err(error) = session.run(&text).await {
            output::report(&error);
        }
        text.clear();
    }
    if let Some(path) = &history {
        if let Some(folder) = path.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        if let Err(error) = editor.save_history(path) {
            output::report(&failed(error));
        }
    }
    Ok(())
}

/// Returns the path of the history: in the folder for state of the user.
fn history_path() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"));
    state.or_else(home).map(|folder| folder.join("bytescope/sql_history"))
}
