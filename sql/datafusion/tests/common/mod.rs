//! Generated files with known sums.
#![allow(dead_code, clippy::unwrap_used)]

use bytescope_datafusion::datafusion::arrow::array::RecordBatch;
use bytescope_datafusion::datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use bytescope_datafusion::datafusion::error::DataFusionError;
use bytescope_datafusion::datafusion::prelude::{SessionConfig, SessionContext};
use std::fs;
use std::path::{Path, PathBuf};

/// An empty folder for the files of a test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Pseudorandom numbers (Vigna's splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// Noise with many sync bytes.
    pub(crate) fn noise(&mut self, max: u64) -> Vec<u8> {
        let len = self.below(max);
        let special = [0xaa, 0x55, 0xb5, 0x62, 0x01, 0x07];
        let byte = |random: &mut Self| match random.below(2) {
            0 => special[random.below(6) as usize],
            _ => random.next() as u8,
        };
        (0..len).map(|_| byte(self)).collect()
    }
}

/// Sums of a file of sensor readings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sums {
    pub(crate) rows: u64,
    pub(crate) ids: u64,
    pub(crate) temperatures: f64,
}

impl Sums {
    fn add(&mut self, id: u16, temperature: f32) {
        self.rows += 1;
        self.ids += u64::from(id);
        self.temperatures += f64::from(temperature);
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.rows += other.rows;
        self.ids += other.ids;
        self.temperatures += other.temperatures;
    }

    /// The row of `select count(*), sum(id), sum(temperature)`.
    pub(crate) fn row(&self) -> String {
        format!("{}|{}|{:?}", self.rows, self.ids, self.temperatures)
    }
}

/// The payload of a reading. Temperatures are multiples of 1/4, so their sums are exact.
fn reading(random: &mut Random, number: u32, sums: &mut Sums) -> Vec<u8> {
    let (id, temperature) = (random.below(50) as u16, random.below(400) as f32 / 4.0);
    sums.add(id, temperature);
    let mut bytes = (1_700_000_000 + number).to_le_bytes().to_vec();
    bytes.extend(id.to_le_bytes());
    bytes.extend(temperature.to_le_bytes());
    bytes.extend(40.25_f32.to_le_bytes());
    bytes
}

/// Records of the format `sensor`.
pub(crate) fn records(seed: u64, count: u32) -> (Vec<u8>, Sums) {
    let (mut random, mut sums, mut bytes) = (Random(seed), Sums::default(), Vec::new());
    for number in 0..count {
        bytes.extend(reading(&mut random, number, &mut sums));
    }
    (bytes, sums)
}

/// Frames of the format `sensor_frame` with noise between them.
pub(crate) fn frames(seed: u64, count: u32) -> (Vec<u8>, Sums) {
    let (mut random, mut sums, mut bytes) = (Random(seed), Sums::default(), Vec::new());
    for number in 0..count {
        let mut body = vec![1, 14];
        body.extend(reading(&mut random, number, &mut sums));
        bytes.extend([0xaa, 0x55]);
        bytes.extend(&body);
        bytes.extend(crc(&body).to_le_bytes());
        if random.below(4) == 0 {
            bytes.extend(random.noise(60));
        }
    }
    (bytes, sums)
}

/// CRC-16/IBM-3740.
fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xffff, |sum, byte| {
        (0..8).fold(sum ^ (u16::from(*byte) << 8), |sum, _| {
            if sum & 0x8000 == 0 { sum << 1 } else { sum << 1 ^ 0x1021 }
        })
    })
}

/// A UBX frame.
pub(crate) fn ubx_frame(class: u8, id: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![0xb5, 0x62, class, id];
    frame.extend((payload.len() as u16).to_le_bytes());
    frame.extend_from_slice(payload);
    let (mut a, mut b) = (0_u8, 0_u8);
    for byte in &frame[2..] {
        a = a.wrapping_add(*byte);
        b = b.wrapping_add(a);
    }
    frame.extend([a, b]);
    frame
}

/// UBX frames with noise: `nav_pvt`, `nav2_pvt`, and messages whose payload contains whole frames.
/// Returns the number of `nav_pvt` and the sum of their latitudes.
pub(crate) fn ubx(seed: u64, count: u32) -> (Vec<u8>, u64, i64) {
    let (mut random, mut bytes) = (Random(seed), Vec::new());
    let (mut rows, mut sum) = (0, 0);
    for number in 0..count {
        let latitude = random.below(900_000_000) as i32;
        let mut payload = vec![0; 92];
        payload[..4].copy_from_slice(&number.to_le_bytes());
        payload[28..32].copy_from_slice(&latitude.to_le_bytes());
        let frame = ubx_frame(1, 7, &payload);
        match random.below(5) {
            // NAV2-PVT has the same payload.
            0 => bytes.extend(ubx_frame(0x29, 7, &payload)),
            // A message that contains frames, which are not messages of the stream.
            1 => {
                let inner = frame.repeat(1 + random.below(20) as usize);
                bytes.extend(ubx_frame(0x13, 0x60, &inner));
            }
            _ => {
                (rows, sum) = (rows + 1, sum + i64::from(latitude));
                bytes.extend(frame);
            }
        }
        if random.below(5) == 0 {
            bytes.extend(random.noise(300));
        }
    }
    (bytes, rows, sum)
}

/// Schema of a list of readings.
pub(crate) const SCHEMA: &str = "
meta: {id: readings, endian: le}
seq:
  - {id: magic, contents: RDGS}
  - {id: items, type: reading, repeat: eos}
types:
  reading:
    seq:
      - {id: time, type: u4}
      - {id: sensor_id, type: u2}
      - {id: temperature, type: f4, -unit: °C}
      - {id: humidity, type: f4}
";

/// A file of [`SCHEMA`].
pub(crate) fn list(seed: u64, count: u32) -> (Vec<u8>, Sums) {
    let (bytes, sums) = records(seed, count);
    ([b"RDGS".to_vec(), bytes].concat(), sums)
}

/// A session that splits even small files.
pub(crate) fn session(partitions: usize) -> SessionContext {
    let config =
        SessionConfig::new().with_target_partitions(partitions).with_repartition_file_min_size(0);
    bytescope_datafusion::session(config).unwrap()
}

/// Runs statements and returns the rows of the last one, with `|` between values.
pub(crate) async fn query(ctx: &SessionContext, sql: &str) -> Result<Vec<String>, DataFusionError> {
    let mut batches = Vec::new();
    for statement in sql.split(';').filter(|statement| !statement.trim().is_empty()) {
        batches = ctx.sql(statement).await?.collect().await?;
    }
    Ok(rows(&batches))
}

/// The rows of batches, with `|` between values.
pub(crate) fn rows(batches: &[RecordBatch]) -> Vec<String> {
    let options = FormatOptions::default().with_null("NULL");
    let mut rows = Vec::new();
    for batch in batches {
        let columns = batch.columns().iter();
        let columns: Vec<_> =
            columns.map(|column| ArrayFormatter::try_new(column, &options).unwrap()).collect();
        for row in 0..batch.num_rows() {
            let values = columns.iter().map(|column| column.value(row).to_string());
            rows.push(values.collect::<Vec<_>>().join("|"));
        }
    }
    rows
}

/// The message of the error of a query.
pub(crate) async fn problem(ctx: &SessionContext, sql: &str) -> String {
    match query(ctx, sql).await {
        Ok(rows) => panic!("{sql}: {rows:?}"),
        Err(error) => error.to_string(),
    }
}
