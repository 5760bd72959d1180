//! Statistics of a live input: newest values, rates and pauses per message type.

use crate::table::{Batch, Cell, TableSchema};
use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// Period over which a rate is measured.
const RATE_PERIOD: Duration = Duration::from_secs(5);
/// Period of one value of a history.
pub const HISTORY_STEP: Duration = Duration::from_millis(250);
/// Number of values of a history.
pub const HISTORY_STEPS: usize = 64;
/// Minimum number of messages before a pause is a gap.
const MIN_MESSAGES: u64 = 5;
/// Minimum duration of a gap.
const MIN_GAP: Duration = Duration::from_millis(100);
/// Maximum length of a shown value in bytes.
const MAX_VALUE: usize = 200;

/// Statistics of the messages of a live input.
///
/// ```
/// use bytescope::AnyFormat;
/// use bytescope::decode::{Decoder, Input};
/// use bytescope::explore::LiveStats;
/// use std::time::{Duration, Instant};
///
/// let decoder = Decoder::new([AnyFormat::named("sensor_frame")?]);
/// let run = decoder.open(Input::file("samples/sensor_frame/readings.bin")?)?;
/// let start = Instant::now();
/// let mut stats = LiveStats::new(start);
/// let mut batches = run.batches()?;
/// let schema = batches.schema().clone();
/// for batch in &mut batches {
///     stats.add(&schema, &batch?, start + Duration::from_secs(1));
/// }
/// let message = &stats.messages()[0];
/// assert!(message.count > 0);
/// assert_eq!(message.age(start + Duration::from_secs(3)), Duration::from_secs(2));
/// assert!(message.fields.iter().any(|field| field.name == "temperature"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct LiveStats {
    start: Instant,
    messages: Vec<LiveMessage>,
    /// Index of each message type.
    known: HashMap<(String, String), usize>,
}

/// Statistics of a message type.
#[derive(Clone, Debug)]
pub struct LiveMessage {
    /// Protocol; empty for records.
    pub protocol: String,
    /// Message type, or the protocol if it has only one.
    pub name: String,
    /// Number of messages.
    pub count: u64,
    /// Number of pauses that are longer than three times the mean interval.
    pub gaps: u64,
    /// The longest pause between two messages.
    pub longest_pause: Duration,
    /// Fields, in column order.
    pub fields: Vec<LiveField>,
    first: Instant,
    last: Instant,
    /// Number of messages of the last [`RATE_PERIOD`] by time.
    recent: VecDeque<(Instant, u64)>,
}

/// Newest value of a field, and its history.
#[derive(Clone, Debug)]
pub struct LiveField {
    /// Name of the column.
    pub name: String,
    /// Unit; may be empty.
    pub unit: String,
    /// Newest value; control characters are not escaped.
    pub value: String,
    /// Index of the column.
    column: usize,
    /// Newest number of each step of the time that has one.
    history: VecDeque<(u64, f64)>,
}

/// Columns that are not fields of a message.
const PREFIX: [&str; 3] = ["offset", "protocol", "message"];

impl LiveStats {
    /// Creates statistics of an input that starts now.
    pub fn new(start: Instant) -> Self {
        Self { start, messages: Vec::new(), known: HashMap::new() }
    }

    /// Returns the message types in the order of their first messages.
    pub fn messages(&self) -> &[LiveMessage] {
        &self.messages
    }

    /// Returns the number of messages.
    pub fn count(&self) -> u64 {
        self.messages.iter().map(|message| message.count).sum()
    }

    /// Adds the messages of a batch, which arrived at a time.
    pub fn add(&mut self, schema: &TableSchema, batch: &Batch, now: Instant) {
        let [_, protocol, message] = PREFIX.map(|name| schema.position(name));
        let text = |column: Option<usize>, row| column.map(|column| batch.cell(column, row));
        // Number and last row of each message type.
        let mut found: Vec<(usize, u64, usize)> = Vec::new();
        for row in 0..batch.rows() {
            let index = match (text(protocol, row), text(message, row)) {
                (Some(Cell::Text(protocol)), Some(Cell::Text(name))) => {
                    self.index(protocol, name, now)
                }
                (Some(Cell::Text(name)), _) => self.index(name, name, now),
                (_, Some(Cell::Text(name))) => self.index("", name, now),
                _ => self.index("", "record", now),
            };
            match found.iter_mut().find(|(known, ..)| *known == index) {
                Some((_, count, last)) => (*count, *last) = (count.saturating_add(1), row),
                None => found.push((index, 1, row)),
            }
        }
        let step = self.step(now);
        for (index, count, row) in found {
            if let Some(message) = self.messages.get_mut(index) {
                message.arrive(count, now);
                message.read(schema, batch, row, step);
            }
        }
    }

    /// Returns the last numbers of a field, one per [`HISTORY_STEP`] until now; `None` for steps
    /// without a value.
    pub fn history(&self, field: &LiveField, now: Instant) -> Vec<Option<f64>> {
        let last = self.step(now);
        let first = last.saturating_add(1).saturating_sub(HISTORY_STEPS as u64);
        let value = |step: u64| {
            let at = field.history.partition_point(|(known, _)| *known < step);
            field.history.get(at).filter(|(known, _)| *known == step).map(|(_, value)| *value)
        };
        (first..=last).map(value).collect()
    }

    fn step(&self, now: Instant) -> u64 {
        let millis = now.saturating_duration_since(self.start).as_millis();
        let step = millis.checked_div(HISTORY_STEP.as_millis()).unwrap_or_default();
        u64::try_from(step).unwrap_or(u64::MAX)
    }

    fn index(&mut self, protocol: &str, name: &str, now: Instant) -> usize {
        let key = (protocol.to_owned(), name.to_owned());
        if let Some(index) = self.known.get(&key) {
            return *index;
        }
        let index = self.messages.len();
        self.known.insert(key, index);
        self.messages.push(LiveMessage {
            protocol: protocol.to_owned(),
            name: name.to_owned(),
            count: 0,
            gaps: 0,
            longest_pause: Duration::ZERO,
            fields: Vec::new(),
            first: now,
            last: now,
            recent: VecDeque::new(),
        });
        index
    }
}

impl LiveMessage {
    /// Returns the time since the last message.
    pub fn age(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.last)
    }

    /// Returns the number of messages per second in the last seconds; `None` if there are too few
    /// messages.
    pub fn rate(&self, now: Instant) -> Option<f64> {
        let since = now.checked_sub(RATE_PERIOD).unwrap_or(self.first);
        let recent: u64 =
            self.recent.iter().filter(|(at, _)| *at > since).map(|(_, count)| count).sum();
        let period = now.saturating_duration_since(self.first).min(RATE_PERIOD);
        let is_measurable = self.count > 1 && period >= MIN_GAP;
        is_measurable.then(|| recent as f64 / period.as_secs_f64())
    }

    /// Counts messages that arrived together.
    fn arrive(&mut self, count: u64, now: Instant) {
        let pause = now.saturating_duration_since(self.last);
        if self.count > 0 {
            self.longest_pause = self.longest_pause.max(pause);
        }
        if self.count >= MIN_MESSAGES {
            let total = self.last.saturating_duration_since(self.first);
            let mean = total.as_secs_f64() / self.count.saturating_sub(1).max(1) as f64;
            if pause >= MIN_GAP && pause.as_secs_f64() > 3.0 * mean {
                self.gaps = self.gaps.saturating_add(1);
            }
        }
        self.count = self.count.saturating_add(count);
        self.last = now;
        while let Some((at, _)) = self.recent.front()
            && now.saturating_duration_since(*at) > RATE_PERIOD
        {
            self.recent.pop_front();
        }
        match self.recent.back_mut() {
            Some((at, sum)) if now.saturating_duration_since(*at) < MIN_GAP / 4 => {
                *sum = sum.saturating_add(count);
            }
            _ => self.recent.push_back((now, count)),
        }
    }

    /// Stores the values of a row.
    fn read(&mut self, schema: &TableSchema, batch: &Batch, row: usize, step: u64) {
        for (column, field) in schema.fields.iter().enumerate() {
            if PREFIX.contains(&field.name.as_str()) {
                continue;
            }
            let cell = batch.cell(column, row);
            if matches!(cell, Cell::Null) {
                continue;
            }
            let at = self.fields.partition_point(|known| known.column < column);
            if self.fields.get(at).is_none_or(|known| known.column != column) {
                let (name, unit) = (field.name.clone(), field.unit.clone());
                let (value, history) = (String::new(), VecDeque::new());
                self.fields.insert(at, LiveField { name, unit, value, column, history });
            }
            if let Some(known) = self.fields.get_mut(at) {
                known.set(&cell, step);
            }
        }
    }
}

impl LiveField {
    /// True if the newest value is a number.
    pub fn is_number(&self) -> bool {
        !self.history.is_empty()
    }

    fn set(&mut self, cell: &Cell<'_>, step: u64) {
        let mut text = cell.to_text();
        let end = text.char_indices().map(|(at, _)| at).find(|at| *at > MAX_VALUE);
        if let Some(end) = end {
            text.truncate(end);
            text.push('…');
        }
        self.value = text;
        let Some(number) = number(cell) else { return };
        match self.history.back_mut() {
            Some((known, value)) if *known == step => *value = number,
            _ => self.history.push_back((step, number)),
        }
        if self.history.len() > HISTORY_STEPS {
            self.history.pop_front();
        }
    }
}

/// Returns a finite number.
fn number(cell: &Cell<'_>) -> Option<f64> {
    let number = match cell {
        Cell::Bool(value) => f64::from(u8::from(*value)),
        Cell::Int(value) => *value as f64,
        Cell::F32(value) => f64::from(*value),
        Cell::F64(value) => *value,
        Cell::F16(_) => cell.to_text().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{ColumnKind, Field};

    fn schema() -> TableSchema {
        let fields = [
            ("offset", ColumnKind::U64),
            ("protocol", ColumnKind::Text),
            ("message", ColumnKind::Text),
            ("x", ColumnKind::F64),
            ("name", ColumnKind::Text),
        ];
        TableSchema { fields: fields.map(|(name, kind)| Field::new(name, kind)).into() }
    }

    fn batch(rows: &[(&str, Option<f64>)]) -> Batch {
        let mut batch = Batch::new(&schema());
        for (message, x) in rows {
            let x = x.map_or(Cell::Null, Cell::F64);
            let cells = [Cell::Int(0), Cell::Text("p"), Cell::Text(message), x, Cell::Text("n\n")];
            batch.push(&cells);
        }
        batch
    }

    #[test]
    fn rates_ages_and_gaps_are_measured() {
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        let mut stats = LiveStats::new(start);
        for n in 0..50_u32 {
            let value = Some(f64::from(n));
            stats.add(
                &schema(),
                &batch(&[("a", value), ("b", None), ("a", value)]),
                at(u64::from(n) * 100),
            );
        }
        let [a, b] = stats.messages() else { panic!("two messages") };
        assert_eq!((a.name.as_str(), a.count, b.name.as_str(), b.count), ("a", 100, "b", 50));
        assert_eq!(a.age(at(5000)), Duration::from_millis(100));
        let rate = a.rate(at(4900)).unwrap();
        assert!((19.0..22.0).contains(&rate), "{rate}");
        assert_eq!((a.gaps, b.fields.len()), (0, 1));
        assert_eq!((a.fields[0].value.as_str(), b.fields[0].value.as_str()), ("49.0", "n\n"));
        // A pause lowers the rate and counts once.
        assert!(a.rate(at(9000)).unwrap() < 10.0);
        assert_eq!(a.rate(at(20_000)), Some(0.0));
        stats.add(&schema(), &batch(&[("a", Some(-1.0))]), at(20_000));
        let a = &stats.messages()[0];
        assert_eq!((a.gaps, a.longest_pause), (1, Duration::from_millis(15_100)));
        let history = stats.history(&a.fields[0], at(20_000));
        assert_eq!((history.len(), history.last()), (HISTORY_STEPS, Some(&Some(-1.0))));
        assert!(history[HISTORY_STEPS - 20..HISTORY_STEPS - 1].iter().all(Option::is_none));
        assert_eq!(stats.history(&a.fields[0], at(60_000)), [None; HISTORY_STEPS]);
    }
}
