//! Whether data is in a format, and where it ends: what two parsers can be compared by.

use crate::Schema;
use bytescope_inspect::{Fault, FaultKind, Limits};

/// What a schema says of data.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Every field of `seq` could be read and is as it must be.
    Accepts {
        /// Where reading ended; bytes behind it belong to no field.
        end: u64,
    },
    /// A field could not be read, or is not as it must be.
    Rejects {
        /// The field, as `entries[3].crc`; empty for the file as a whole.
        path: String,
        /// What is wrong with it.
        fault: Fault,
    },
    /// A limit was met, or a checksum could not be computed, before anything was found to be wrong.
    Undecided(Fault),
}

impl Schema {
    /// Whether data is in this format. Instances count where a field asks for them, and bytes that
    /// no field covers do not.
    ///
    /// ```
    /// use bytescope_ksy::{Limits, Schema, Search, Verdict};
    ///
    /// let text = "meta: {id: pair}\nseq: [{id: magic, contents: P}, {id: second, type: u1}]";
    /// let schema = Schema::parse("pair.ksy".as_ref(), text.to_owned(), &Search::default())?;
    /// let limits = Limits::default();
    /// assert_eq!(schema.verdict(b"P12", limits), Verdict::Accepts { end: 2 });
    /// let Verdict::Rejects { path, fault } = schema.verdict(b"P", limits) else { unreachable!() };
    /// assert_eq!((path.as_str(), fault.offset), ("second", 1));
    /// # Ok::<(), bytescope_ksy::Report>(())
    /// ```
    pub fn verdict(&self, data: &[u8], limits: Limits) -> Verdict {
        let outcome = self.inspect(data, limits, false);
        let (mut wrong, mut unsure) = (None, None);
        outcome.tree.walk(&mut |path, node| {
            let Some(fault) = node.fault().filter(|_| !path.is_aside()) else { return };
            match fault.kind {
                FaultKind::Uncovered => {}
                FaultKind::Limit(_) | FaultKind::Unverified => {
                    unsure.get_or_insert_with(|| fault.clone());
                }
                _ if wrong.is_none() => wrong = Some((path.to_string(), fault.clone())),
                _ => {}
            }
        });
        match (wrong, unsure) {
            (Some((path, fault)), _) => Verdict::Rejects { path, fault },
            (None, Some(fault)) => Verdict::Undecided(fault),
            (None, None) => Verdict::Accepts { end: outcome.end },
        }
    }
}
