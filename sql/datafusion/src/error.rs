//! Conversion of errors.

use datafusion::error::DataFusionError;
use std::fmt::Display;

/// Returns a planning error with the message of another error.
pub(crate) fn plan_error(error: impl Display) -> DataFusionError {
    DataFusionError::Plan(error.to_string())
}

/// Returns an error in the content of a file.
pub(crate) fn file_error(file: &str, problem: impl Display) -> DataFusionError {
    DataFusionError::Execution(format!("{file}: {problem}"))
}
