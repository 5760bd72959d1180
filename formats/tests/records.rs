//! Reads the records of a file as typed values.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use bytescope_formats::sensor::Reading;
use bytescope_formats::{RecordWriter, Records};
use std::fs::{self, File};
use std::path::PathBuf;

/// Temporary file, removed when dropped.
struct TempFile(PathBuf);

impl TempFile {
    /// Writes `count` numbered readings and four trailing bytes.
    fn new(count: u32) -> Self {
        let name = format!("bytescope-records-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let mut writer = RecordWriter::new(File::create(&path).unwrap());
        for n in 0..count {
            writer.push(&reading(n)).unwrap();
        }
        let file = writer.into_inner().unwrap();
        std::io::Write::write_all(&mut &file, b"more").unwrap();
        Self(path)
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn reading(n: u32) -> Reading {
    Reading { timestamp: n, sensor_id: n as u16, temperature: n as f32 / 4.0, humidity: 0.5 }
}

#[test]
fn records_are_read_by_index_in_order_and_in_chunks() {
    for count in [0, 1, 1000, 400_000] {
        let file = TempFile::new(count);
        let records = Records::<Reading>::open(&file.0).unwrap();
        assert_eq!((records.len(), records.trailing_bytes()), (count as usize, 4));
        assert_eq!(records.is_empty(), count == 0);
        assert_eq!(records.iter().len(), count as usize);
        assert!((&records).into_iter().map(Result::unwrap).eq((0..count).map(reading)));
        for n in [0, count / 2, count.saturating_sub(1)] {
            assert_eq!(records.get(n as usize).ok(), (n < count).then(|| reading(n)));
        }
        assert!(records.get(count as usize).is_err());
        assert!(records.get(usize::MAX).is_err());
        let sums = records.par_chunks(|chunk| {
            let read: Vec<_> = chunk.iter().map(Result::unwrap).collect();
            assert_eq!(read[0], reading(chunk.first as u32));
            (chunk.first, read.len())
        });
        assert!(sums.is_sorted());
        assert_eq!(sums.iter().map(|(_, len)| len).sum::<usize>(), count as usize);
        let rest = Records::<Reading>::open_at(&file.0, 14).unwrap();
        assert_eq!(rest.len(), (count as usize).saturating_sub(1));
    }
    assert!(Records::<Reading>::open("nowhere").is_err());
}

/// Memory of the records that an iterator has passed is released; they can be read again.
#[cfg(target_os = "linux")]
#[test]
fn memory_of_passed_records_is_released() {
    let resident = || {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("RssFile")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap()
    };
    let file = TempFile::new(3_000_000);
    let records = Records::<Reading>::open(&file.0).unwrap();
    let before = resident();
    for (n, record) in records.iter().enumerate() {
        assert_eq!(record.unwrap().timestamp, n as u32);
        if n % 100_000 == 0 {
            let more = resident().saturating_sub(before);
            assert!(more < 8 << 10, "{more} KiB after {n} records of a file of 42 MB");
        }
    }
    assert_eq!(records.get(0).unwrap(), reading(0));
}
