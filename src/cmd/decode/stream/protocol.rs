//! A kind of frame, and the tables that its frames make.

use super::described::Described;
use super::logged::Logged;
use super::typed::Typed;
use crate::cli::Decode;
use crate::cmd::{Status, complain};
use crate::logs::Log;
use crate::spec::Spec;
use crate::table::Schema;
use bytescope_frames::FrameSchema;
use bytescope_ksy::FramesError;
use std::sync::Arc;

/// Columns of every table, unless a field has the name.
pub(super) const OFFSET: &str = "offset";
pub(super) const PROTOCOL: &str = "protocol";
pub(super) const MESSAGE: &str = "message";

/// Whether rows have something of the columns that are asked for: others would only say where they stand.
pub(super) fn is_wanted(names: &[String], is_own: impl Fn(&str) -> bool) -> bool {
    let asks = |name: &String| ![OFFSET, PROTOCOL, MESSAGE].contains(&name.as_str());
    names.iter().any(|name| is_own(name)) || !names.iter().any(asks)
}

/// A kind of frame.
pub(super) struct Protocol {
    pub(super) name: String,
    pub(super) rows: ProtocolRows,
}

/// How frames become rows.
pub(super) enum ProtocolRows {
    /// Records of a fixed layout.
    Typed(Box<Typed>),
    /// Whatever a schema describes.
    Described(Box<Described>),
    /// What the definitions in a log say.
    Logged(Box<Logged>),
}

/// What kind of message a frame is.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Message {
    /// Its protocol has only one, or it does not say.
    #[default]
    None,
    Number(u64),
    Name(Arc<str>),
}

impl Protocol {
    /// The frames of a format or schema, and how they become rows.
    pub(super) fn of(
        spec: &Spec,
        options: &Decode,
    ) -> Result<(Box<dyn FrameSchema>, Self), Status> {
        let name = spec.name().to_owned();
        match spec {
            Spec::Format(format) => {
                let Some(frame) = format.frame else {
                    let problem = "its frames cannot be found in noise; `bytescope formats` tells \
                                   of which they can";
                    return Err(complain(name, problem));
                };
                let (schema, typed) = Typed::declared(format, frame, options)?;
                Ok((schema, Self { name, rows: ProtocolRows::Typed(Box::new(typed)) }))
            }
            Spec::Schema(schema) => {
                let wrong = |problem: FramesError| complain("--schema", problem);
                let frames = crate::framing::frame_schema(schema).map_err(wrong)?;
                let described = Described::new(schema, options).map_err(wrong)?;
                Ok((frames, Self { name, rows: ProtocolRows::Described(Box::new(described)) }))
            }
        }
    }

    /// The messages of a log, and how they become rows.
    pub(super) fn of_log(
        name: &str,
        log: Log,
        options: &Decode,
    ) -> Result<(Box<dyn FrameSchema>, Self), Status> {
        let logged = Logged::new(&log, name, options).map_err(|error| complain(name, error))?;
        let rows = ProtocolRows::Logged(Box::new(logged));
        Ok((Box::new(log), Self { name: name.to_owned(), rows }))
    }

    /// The columns of each table that its frames make.
    pub(super) fn tables(&self) -> Vec<&Schema> {
        match &self.rows {
            ProtocolRows::Typed(typed) => vec![typed.gather.schema()],
            ProtocolRows::Described(described) => described.tables(),
            ProtocolRows::Logged(logged) => logged.tables(),
        }
    }

    /// The kinds of messages that have a table of their own, and which.
    pub(super) fn messages(&self) -> Vec<(Arc<str>, usize)> {
        match &self.rows {
            ProtocolRows::Typed(_) => Vec::new(),
            ProtocolRows::Described(described) => described.messages(),
            ProtocolRows::Logged(logged) => logged.messages(),
        }
    }

    /// The names of all columns, also of those that are not asked for.
    pub(super) fn columns(&self) -> &[String] {
        match &self.rows {
            ProtocolRows::Typed(typed) => &typed.names,
            ProtocolRows::Described(described) => &described.names,
            ProtocolRows::Logged(logged) => &logged.names,
        }
    }

    /// The field of a Rust type that says what kind of message a frame is.
    pub(super) fn message_field(&self) -> Option<String> {
        match &self.rows {
            ProtocolRows::Typed(typed) => typed.message_field(),
            ProtocolRows::Described(_) | ProtocolRows::Logged(_) => None,
        }
    }

    /// What a message is called.
    pub(super) fn message_name(&self, message: &Message) -> Option<String> {
        match (message, &self.rows) {
            (Message::Number(number), ProtocolRows::Typed(typed)) => {
                Some(typed.message_name(*number))
            }
            (Message::Number(number), _) => Some(number.to_string()),
            (Message::Name(name), _) => Some(name.to_string()),
            (Message::None, _) => None,
        }
    }
}
