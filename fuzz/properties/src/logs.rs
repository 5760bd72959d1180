//! Self-describing logs.

use crate::first_line;
use bytescope::logs::LogFormat;
use bytescope_frames::{Event, Finder, Scanner};

/// Maximum number of tables and of fields of all tables of a log.
const MAX_TABLES: usize = 2048;
const MAX_FIELDS: usize = 1 << 16;

/// The definitions of any log are bounded, and each message has a row of the size of its table. The
/// first line of the input names the format.
pub fn logs(data: &[u8]) {
    let Some((name, input)) = first_line(data) else { return };
    let Some(format) = LogFormat::ALL.iter().find(|format| format.name() == name) else { return };
    let log = format.read(input);
    let tables = log.tables();
    assert!(tables.len() <= MAX_TABLES, "{} tables", tables.len());
    let layouts: Vec<_> = tables.iter().map(|table| table.layout(Vec::new()).ok()).collect();
    let fields: usize = layouts.iter().flatten().map(|layout| layout.columns().len()).sum();
    assert!(fields <= MAX_FIELDS, "{fields} fields");
    let mut messages = 0;
    let mut scanner = Scanner::new(Finder::new(vec![Box::new(log.clone())]).unwrap());
    let mut check = |event: Event<'_>| {
        let Event::Valid(frame, message) = event else { return };
        messages += 1;
        let kind = log.kind_of(frame.offset, message);
        assert!(!kind.name.is_empty(), "message without a type at {}", frame.offset);
        let Some((index, _)) = kind.table else { return };
        let mut row = Vec::new();
        tables[index].row(message, &mut row);
        if let Some(layout) = &layouts[index] {
            assert_eq!(row.len(), layout.record_size(), "row of {} at {}", kind.name, frame.offset);
        }
    };
    scanner.feed(input, &mut check);
    scanner.finish(&mut check);
    assert!(messages <= input.len());
}
