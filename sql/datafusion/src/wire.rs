//! Definitions in plans that travel between processes.

use crate::definition::TableDefinition;
use crate::error::plan_error;
use crate::options::BytescopeOptions;
use datafusion::error::Result;
use serde_json::{Value, json};

/// Version of the encoding.
const VERSION: u64 = 1;

impl TableDefinition {
    /// Encodes the definition with the texts of its schema files, so that it can be decoded by a
    /// process without these files.
    pub fn to_json(&self) -> Value {
        json!({ "version": VERSION, "options": self.options().pairs(), "sources": self.sources() })
    }

    /// Decodes a definition.
    ///
    /// # Errors
    /// Returns an error if the encoding or the definition is invalid.
    pub fn from_json(value: &Value) -> Result<Self> {
        if value.get("version") != Some(&VERSION.into()) {
            return Err(plan_error("definition of another version of bytescope"));
        }
        let mut options = BytescopeOptions::default();
        for (key, value) in pairs(value.get("options")) {
            options.set(&key, &value)?;
        }
        match pairs(value.get("sources")) {
            sources if !sources.is_empty() => Self::with_sources(options, sources),
            _ if options == BytescopeOptions::default() => Ok(Self::detected()),
            // Schemas travel in the plan: no file of this process is read.
            _ if options.schema.is_some() => Err(plan_error("the plan lacks its schema")),
            _ => Self::new(options),
        }
    }
}

/// Returns the pairs of strings in an array.
fn pairs(value: Option<&Value>) -> Vec<(String, String)> {
    let pair = |pair: &Value| {
        let text = |index: usize| pair.get(index).and_then(Value::as_str).map(str::to_owned);
        text(0).zip(text(1))
    };
    value.and_then(Value::as_array).into_iter().flatten().filter_map(pair).collect()
}
