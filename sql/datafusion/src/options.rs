//! Options of a table, as written in SQL.

use datafusion::common::{Result, plan_err};
use std::collections::HashMap;

/// Options of a table of binary files: the keys of `OPTIONS (…)`.
///
/// One of `format`, `schema` and `struct_format` determines the format; without any, it is detected
/// from the content of the first file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BytescopeOptions {
    /// Names of built-in formats, separated by commas if the frames of several are in the same files.
    pub format: Option<String>,
    /// Path of a `.ksy` file.
    pub schema: Option<String>,
    /// Python `struct` format of records.
    pub struct_format: Option<String>,
    /// Column names of a `struct` format, separated by commas.
    pub names: Option<String>,
    /// Message type of the frames.
    pub message: Option<String>,
    /// Path of the list whose items are the rows.
    pub each: Option<String>,
    /// Add columns for the instances of a schema.
    pub instances: bool,
    /// Return the rows before a fault that ends a file, instead of an error.
    pub partial: bool,
    /// Folders that are searched for imports of a schema, separated by colons.
    pub include: Option<String>,
}

/// Keys of the options.
const KEYS: [&str; 9] =
    ["format", "schema", "struct", "names", "message", "each", "instances", "partial", "include"];

impl BytescopeOptions {
    /// Creates the options for built-in formats.
    pub fn format(name: impl Into<String>) -> Self {
        Self { format: Some(name.into()), ..Self::default() }
    }

    /// Creates the options for a `.ksy` file.
    pub fn schema(path: impl Into<String>) -> Self {
        Self { schema: Some(path.into()), ..Self::default() }
    }

    /// Creates the options for records of a Python `struct` format with these column names.
    pub fn records(struct_format: impl Into<String>, names: impl Into<String>) -> Self {
        let (struct_format, names) = (Some(struct_format.into()), Some(names.into()));
        Self { struct_format, names, ..Self::default() }
    }

    /// Selects a message type.
    #[must_use]
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// Reads the options of a table function: a format name or the path of a `.ksy` file.
    pub fn of_name(name: &str) -> Self {
        match name.ends_with(".ksy") {
            true => Self::schema(name),
            false => Self::format(name),
        }
    }

    /// Reads the options of a statement, whose keys may have the prefix `format.`.
    ///
    /// # Errors
    /// Returns an error for an unknown key, an invalid value, or contradictory options.
    pub fn of_map(map: &HashMap<String, String>) -> Result<Self> {
        let mut options = Self::default();
        let mut entries: Vec<_> = map.iter().collect();
        entries.sort_unstable();
        for (key, value) in entries {
            options.set(key.strip_prefix("format.").unwrap_or(key), value)?;
        }
        options.verify()
    }

    /// Sets an option.
    ///
    /// # Errors
    /// Returns an error for an unknown key or an invalid value.
    pub fn set(&mut self, key: &str, value: &str) -> Result<()> {
        let text = || Some(value.to_owned());
        match key.to_ascii_lowercase().as_str() {
            "format" => self.format = text(),
            "schema" => self.schema = text(),
            "struct" => self.struct_format = text(),
            "names" => self.names = text(),
            "message" => self.message = text(),
            "each" => self.each = text(),
            "include" => self.include = text(),
            "instances" => self.instances = boolean(key, value)?,
            "partial" => self.partial = boolean(key, value)?,
            _ => return plan_err!("unknown option '{key}' (options: {})", KEYS.join(", ")),
        }
        Ok(())
    }

    /// Returns the options that are set, as keys and values.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let flag = |is_set: bool| is_set.then(|| "true".to_owned());
        let values = [
            self.format.clone(),
            self.schema.clone(),
            self.struct_format.clone(),
            self.names.clone(),
            self.message.clone(),
            self.each.clone(),
            flag(self.instances),
            flag(self.partial),
            self.include.clone(),
        ];
        KEYS.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?))).collect()
    }

    /// Verifies that the options do not contradict each other.
    ///
    /// # Errors
    /// Returns an error for contradictory options.
    pub fn verify(self) -> Result<Self> {
        let sources = [&self.format, &self.schema, &self.struct_format];
        if sources.into_iter().flatten().count() > 1 {
            return plan_err!("only one of the options format, schema and struct may be given");
        }
        if self.names.is_some() && self.struct_format.is_none() {
            return plan_err!("the option names requires the option struct");
        }
        Ok(self)
    }
}

fn boolean(key: &str, value: &str) -> Result<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => plan_err!("option {key} must be true or false, found '{value}'"),
    }
}
