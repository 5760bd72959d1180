//! Verdict on data: valid or not, and the end offset, for comparing a parser with a schema.

use crate::Schema;
use bytescope_inspect::{Fault, FaultKind, Limits};

/// Verdict of a schema on data.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaVerdict {
    /// All fields of `seq` were read and are valid.
    Accepts {
        /// Offset at which reading ended; bytes after it are trailing bytes.
        end: u64,
    },
    /// A field could not be read or is invalid.
    Rejects {
        /// Path of the field, such as `entries[3].crc`; empty for the whole file.
        path: String,
        /// Fault of the field.
        fault: Fault,
    },
    /// No fault was found, but a limit was reached or a checksum could not be verified.
    Undecided(Fault),
}

impl Schema {
    /// Returns the verdict on `data`. Instances are evaluated only if a field depends on them;
    /// bytes not covered by any field are allowed.
    ///
    /// ```
    /// use bytescope_ksy::{Limits, Schema, SchemaSearch, SchemaVerdict};
    ///
    /// let text = "meta: {id: pair}\nseq: [{id: magic, contents: P}, {id: second, type: u1}]";
    /// let schema = Schema::parse("pair.ksy".as_ref(), text.to_owned(), &SchemaSearch::default())?;
    /// let limits = Limits::default();
    /// assert_eq!(schema.verdict(b"P12", limits), SchemaVerdict::Accepts { end: 2 });
    /// let SchemaVerdict::Rejects { path, fault } = schema.verdict(b"P", limits) else { unreachable!() };
    /// assert_eq!((path.as_str(), fault.offset), ("second", 1));
    /// # Ok::<(), bytescope_ksy::Report>(())
    /// ```
    pub fn verdict(&self, data: &[u8], limits: Limits) -> SchemaVerdict {
        let outcome = self.inspect(data, limits, false);
        let (mut rejection, mut undecided) = (None, None);
        outcome.tree.walk(&mut |path, node| {
            let Some(fault) = node.fault().filter(|_| !path.is_out_of_line()) else { return };
            match fault.kind {
                FaultKind::Uncovered => {}
                FaultKind::Limit(_) | FaultKind::Unverified => {
                    undecided.get_or_insert_with(|| fault.clone());
                }
                _ if rejection.is_none() => rejection = Some((path.to_string(), fault.clone())),
                _ => {}
            }
        });
        match (rejection, undecided) {
            (Some((path, fault)), _) => SchemaVerdict::Rejects { path, fault },
            (None, Some(fault)) => SchemaVerdict::Undecided(fault),
            (None, None) => SchemaVerdict::Accepts { end: outcome.end },
        }
    }
}
