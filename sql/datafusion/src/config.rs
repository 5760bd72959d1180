//! Settings of a session: `SET bytescope.…`.

use datafusion::common::config::ConfigExtension;
use datafusion::common::extensions_options;

extensions_options! {
    /// Settings of a session.
    pub struct BytescopeConfig {
        /// Fail a query at the first fault in a file: an invalid record, or bytes that are not a valid
        /// frame.
        pub strict: bool, default = false
    }
}

impl ConfigExtension for BytescopeConfig {
    const PREFIX: &'static str = "bytescope";
}
