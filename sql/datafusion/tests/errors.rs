//! Invalid input, faults in files, and predicates.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use bytescope_datafusion::{BytescopeContext, BytescopeOptions};
use common::{folder, frames, problem, query, records, session};
use std::fs;

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_the_file_and_the_offset() {
    let folder = folder("errors");
    let place = folder.display().to_string();
    let (bytes, _) = records(1, 100);
    fs::write(folder.join("whole.bin"), &bytes).unwrap();
    fs::write(folder.join("cut.bin"), &bytes[..700 + 5]).unwrap();
    fs::write(folder.join("empty.bin"), []).unwrap();
    fs::write(folder.join("readings.ksy"), common::SCHEMA).unwrap();
    fs::write(folder.join("wrong.ksy"), "meta: {id: wrong}\nseq: [{id: x, type: u2}]").unwrap();
    let (list, _) = common::list(1, 100);
    fs::write(folder.join("list.bin"), &list).unwrap();
    fs::write(folder.join("list-cut.bin"), &list[..4 + 140 + 3]).unwrap();
    let expected = [
        ("missing.bin', 'sensor", "missing.bin: no files"),
        ("cut.bin', 'sensor", "cut.bin: at 0x2bc: 5 bytes after the last complete record"),
        ("whole.bin', 'senser", "unknown format 'senser'; did you mean 'sensor'?"),
        ("whole.bin', 'pydb", "whole.bin: no records: header.magic at 0x0: bad magic"),
        ("whole.bin', 'png", "whole.bin: no records: "),
        ("whole.bin", "unrecognized format"),
        ("whole.bin', 'sensor', 'message', 'x', 'mesage', 'y", "unknown option 'mesage'"),
        ("whole.bin', 'struct', '<I?q", "bytes after the last complete record"),
        ("whole.bin', 'struct', '<IHfk", "'k' is not a format code"),
        ("whole.bin', 'ubx', 'message', 'nav_pvd", "did you mean 'nav_pvt'?"),
        ("whole.bin', 'sensor_frame', 'message', 'x", "no column contains the message type"),
        ("whole.bin', 'sensor', 'schema', 'x.ksy", "only one of the options"),
        ("list-cut.bin', '@/readings.ksy", "list-cut.bin: at 0x90: unexpected end of data"),
        ("whole.bin', '@/readings.ksy", "whole.bin: at 0x0: bad magic"),
        ("whole.bin', '@/wrong.ksy", "byte order of `u2` not specified"),
        ("whole.bin', '@/none.ksy", "cannot read the schema"),
        ("whole.bin', 'sensor', 'partial', 'perhaps", "must be true or false"),
    ];
    for partitions in [1, 7] {
        let ctx = session(partitions);
        for (arguments, message) in &expected {
            let arguments = arguments.replace('@', &place);
            let sql = format!("select * from bytescope('{place}/{arguments}')");
            let found = problem(&ctx, &sql).await;
            assert!(found.contains(message), "{partitions}: {sql}\n{found}");
        }
        let sql = format!("select tempreature from bytescope('{place}/whole.bin', 'sensor')");
        assert!(problem(&ctx, &sql).await.contains("tempreature"));
        let sql = format!("select count(*) from bytescope('{place}/empty.bin', 'sensor')");
        assert_eq!(query(&ctx, &sql).await.unwrap(), ["0"]);
        // The rows before the fault, if they are requested.
        let sql = format!(
            "select count(*) from bytescope('{place}/*cut.bin', 'sensor', 'partial', 'true')"
        );
        assert_eq!(query(&ctx, &sql).await.unwrap(), ["60"]);
    }
    let sql = format!(
        "create external table t (a int) stored as bytescope location '{place}/whole.bin' \
         options (format 'sensor')"
    );
    assert!(problem(&session(1), &sql).await.contains("remove the list of columns"));
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_counted_or_errors() {
    let folder = folder("faults");
    let (mut bytes, sums) = frames(3, 2_000);
    // Damages the payload of the first frame.
    bytes[10] ^= 1;
    let path = folder.join("damaged.bin");
    fs::write(&path, bytes).unwrap();
    let ctx = session(3);
    ctx.register_bytescope("t", path.to_str().unwrap(), BytescopeOptions::format("sensor_frame"))
        .await
        .unwrap();
    let found = query(&ctx, "select count(*) from t").await.unwrap();
    assert_eq!(found, [(sums.rows - 1).to_string()]);
    let plan = query(&ctx, "explain analyze select count(crc) from t").await.unwrap().join("\n");
    let counter = |name: &str| -> u64 {
        let rest = plan.split(&format!("{name}=")).nth(1).unwrap_or_else(|| panic!("{plan}"));
        rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
    };
    assert!(counter("rejected_candidates") >= 1 && counter("skipped_bytes") >= 1, "{plan}");
    query(&ctx, "set bytescope.strict = true; set datafusion.execution.target_partitions = 1")
        .await
        .unwrap();
    let found = problem(&ctx, "select count(*) from t").await;
    assert!(found.contains("damaged.bin: at 0x0: CRC-16/IBM-3740 mismatch"), "{found}");
    let found = problem(&ctx, "select temperature from t").await;
    assert!(found.contains("damaged.bin: "), "{found}");
    query(&ctx, "set bytescope.strict = false").await.unwrap();
    assert!(query(&ctx, "select crc from t").await.is_ok());
    assert!(problem(&ctx, "set bytescope.strict = 3").await.contains("true or false"));

    // Records with an invalid checksum have no row.
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/sensor_xor/bad-checksum.bin");
    let sql = format!("select \"offset\" from bytescope('{sample}', 'sensor_xor')");
    assert_eq!(query(&ctx, &sql).await.unwrap(), ["0", "36"]);
    query(&ctx, "set bytescope.strict = true").await.unwrap();
    assert!(
        problem(&ctx, &sql).await.contains("[1].checksum at 0x"),
        "{}",
        problem(&ctx, &sql).await
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn predicates_select_files_and_partitions() {
    let folder = folder("hive");
    for (number, day) in ["2026-01-01", "2026-01-02", "2026-01-03"].into_iter().enumerate() {
        let place = folder.join(format!("day={day}"));
        fs::create_dir_all(&place).unwrap();
        let (bytes, _) = records(number as u64, 100 + number as u32);
        fs::write(place.join("a.bin"), bytes).unwrap();
    }
    // A file that cannot be decoded is not opened.
    fs::write(folder.join("day=2026-01-03/b.bin"), b"abc").unwrap();
    let ctx = session(4);
    let setup = format!(
        "create external table t stored as bytescope location '{}/' options (format 'sensor')",
        folder.display()
    );
    query(&ctx, &setup).await.unwrap();
    let count = |predicate: &str| format!("select count(temperature) from t where {predicate}");
    let found = query(&ctx, &count("day = '2026-01-02'")).await.unwrap();
    assert_eq!(found, ["101"]);
    let found = query(&ctx, &count("file like '%03/a.bin'")).await.unwrap();
    assert_eq!(found, ["102"]);
    let found = query(&ctx, &count("file like '%/a.bin' and day > '2026-01-01' limit 1")).await;
    assert_eq!(found.unwrap(), ["203"]);
    let found = problem(&ctx, &count("temperature > 0")).await;
    assert!(found.contains("b.bin: at 0x0: 3 bytes after the last complete record"), "{found}");
    let sql = "select day, count(*) from t where file like '%a.bin' group by day order by day";
    let found = query(&ctx, sql).await.unwrap();
    assert_eq!(found, ["2026-01-01|100", "2026-01-02|101", "2026-01-03|102"]);
    // Patterns of folders, with and without partitions.
    let place = folder.display();
    let sql = format!(
        "select day, count(*) from bytescope('{place}/day=*/a.bin', 'sensor') \
        where day <> '2026-01-01' group by day order by day"
    );
    assert_eq!(query(&ctx, &sql).await.unwrap(), ["2026-01-02|101", "2026-01-03|102"]);
    for (pattern, expected) in [("*", "303"), ("d*2", "101"), ("day=2026-01-0[13]", "")] {
        let sql = format!("select count(*) from bytescope('{place}/{pattern}/a.bin', 'sensor')");
        match expected {
            "" => assert!(problem(&ctx, &sql).await.contains("use a predicate")),
            expected => assert_eq!(query(&ctx, &sql).await.unwrap(), [expected], "{pattern}"),
        }
    }
    let sql = format!("select count(*) from bytescope('{place}/x*/a.bin', 'sensor')");
    assert!(problem(&ctx, &sql).await.contains("x*/a.bin: no files"));
    // Only these rows and columns are decoded.
    let found = query(&ctx, "select sensor_id + 1 from t where day = '2026-01-01' limit 3").await;
    assert_eq!(found.unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_have_types_and_units() {
    let folder = folder("columns");
    fs::write(folder.join("readings.ksy"), common::SCHEMA).unwrap();
    fs::write(folder.join("list.bin"), common::list(1, 3).0).unwrap();
    let ctx = session(1);
    let place = folder.to_str().unwrap();
    let options = BytescopeOptions::schema(format!("{place}/readings.ksy"));
    ctx.register_bytescope("t", &format!("{place}/*.bin"), options).await.unwrap();
    let frame = ctx.table("t").await.unwrap();
    let fields: Vec<_> = frame
        .schema()
        .fields()
        .iter()
        .map(|field| {
            let unit = field.metadata().get("unit").cloned().unwrap_or_default();
            format!("{} {} {unit}", field.name(), field.data_type())
        })
        .collect();
    let expected = [
        "file Utf8 ",
        "offset UInt64 ",
        "time UInt32 ",
        "sensor_id UInt16 ",
        "temperature Float32 °C",
        "humidity Float32 ",
    ];
    assert_eq!(fields, expected);
    let statement = "explain select sensor_id from t where temperature > 3 limit 2";
    let plan = query(&ctx, statement).await.unwrap().join("\n");
    assert!(plan.contains("projection=[sensor_id, temperature]"), "{plan}");
    // The number of fixed-size records is known without reading them.
    let (bytes, _) = records(1, 50);
    fs::write(folder.join("sensor.dat"), bytes).unwrap();
    let sql = format!("explain select count(*) from bytescope('{place}/sensor.dat', 'sensor')");
    let plan = query(&ctx, &sql).await.unwrap().join("\n");
    assert!(plan.contains("PlaceholderRowExec"), "{plan}");
}
