//! Settings of a session: `SET bytescope.…`.

use datafusion::common::config::{ConfigEntry, ConfigExtension, ExtensionOptions};
use datafusion::common::config_err;
use datafusion::error::Result;
use std::any::Any;

/// Settings of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BytescopeConfig {
    /// Fail a query at the first fault in a file: an invalid record, or bytes that are not a valid
    /// frame.
    pub strict: bool,
}

impl ConfigExtension for BytescopeConfig {
    const PREFIX: &'static str = "bytescope";
}

// Not derived by `extensions_options`: its entries lack the prefix, so they would not be transmitted
// to a cluster.
impl ExtensionOptions for BytescopeConfig {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn cloned(&self) -> Box<dyn ExtensionOptions> {
        Box::new(self.clone())
    }

    fn set(&mut self, key: &str, value: &str) -> Result<()> {
        match (key, value) {
            ("strict", "true") => self.strict = true,
            ("strict", "false") => self.strict = false,
            ("strict", _) => {
                return config_err!("bytescope.strict must be true or false, found '{value}'");
            }
            _ => return config_err!("unknown setting bytescope.{key}"),
        }
        Ok(())
    }

    fn entries(&self) -> Vec<ConfigEntry> {
        vec![ConfigEntry {
            key: format!("{}.strict", Self::PREFIX),
            value: Some(self.strict.to_string()),
            description: "Fail a query at the first fault in a file",
        }]
    }
}
