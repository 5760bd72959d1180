//! Answers do not depend on the number of partitions.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::{Sums, folder, frames, list, query, records, session, ubx};
use std::fs;

const PARTITIONS: [usize; 4] = [1, 2, 7, 64];

/// Asserts that a query has the same row for every number of partitions.
async fn assert_row(setup: &str, sql: &str, expected: &str) {
    for partitions in PARTITIONS {
        let ctx = session(partitions);
        query(&ctx, setup).await.unwrap();
        let found = query(&ctx, sql).await.unwrap();
        assert_eq!(found, [expected], "{partitions} partitions: {sql}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn records_are_summed() {
    let folder = folder("records");
    let mut sums = Sums::default();
    for file in 0..3 {
        let (bytes, part) = records(file, 20_000 + file as u32);
        fs::write(folder.join(format!("{file}.bin")), bytes).unwrap();
        sums.join(&part);
    }
    let place = folder.display();
    let sql = "select count(*), sum(sensor_id), sum(cast(temperature as double)) from t";
    for options in
        ["format 'sensor'", "struct '<IHff', names 'time,sensor_id,temperature,humidity'"]
    {
        let setup = format!(
            "create external table t stored as bytescope location '{place}/*.bin' options ({options})"
        );
        assert_row(&setup, sql, &sums.row()).await;
        let offsets =
            "select sum(cast(\"offset\" / 14 as bigint)), count(distinct \"offset\") from t";
        let sum: u64 = (0..3_u64).map(|file| (0..20_000 + file).sum::<u64>()).sum();
        assert_row(&setup, offsets, &format!("{sum}|20002")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_are_summed() {
    let folder = folder("frames");
    let (bytes, sums) = frames(5, 30_000);
    fs::write(folder.join("noise.bin"), bytes).unwrap();
    let setup = format!(
        "create external table t stored as bytescope location '{}/' options (format 'sensor_frame')",
        folder.display()
    );
    let sql = "select count(*), sum(sensor_id), sum(cast(temperature as double)) from t";
    assert_row(&setup, sql, &sums.row()).await;
    assert_row(&setup, "select count(*) from t", &sums.rows.to_string()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_inside_of_frames_are_not_rows() {
    let folder = folder("ubx");
    let (bytes, rows, sum) = ubx(9, 6_000);
    fs::write(folder.join("rover.ubx"), bytes).unwrap();
    let setup = |message: &str| {
        format!(
            "create external table t stored as bytescope location '{}/rover.ubx' \
         options (format 'ubx'{message})",
            folder.display()
        )
    };
    let sql =
        "select count(*), sum(cast(\"payload.lat\" as bigint)), count(distinct \"offset\") from t";
    assert_row(&setup(", message 'nav_pvt'"), sql, &format!("{rows}|{sum}|{rows}")).await;
    assert_row(&setup(", message 'nav_pvt'"), "select count(*) from t", &rows.to_string()).await;
    // All message types in one table.
    let sql =
        "select count(*), sum(cast(\"payload.lat\" as bigint)) from t where message = 'nav_pvt'";
    assert_row(&setup(""), sql, &format!("{rows}|{sum}")).await;
    assert_row(
        &setup(""),
        "select count(\"payload.lat\") from t where message = 'sec_uniqid'",
        "0",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn list_items_are_summed() {
    let folder = folder("list");
    let mut sums = Sums::default();
    fs::write(folder.join("readings.ksy"), common::SCHEMA).unwrap();
    for file in 0..5 {
        let (bytes, part) = list(file, 10_000);
        fs::write(folder.join(format!("{file}.bin")), bytes).unwrap();
        sums.join(&part);
    }
    let place = folder.display();
    let setup = format!(
        "create external table t stored as bytescope location '{place}/*.bin' \
         options (schema '{place}/readings.ksy')"
    );
    let sql = "select count(*), sum(sensor_id), sum(cast(temperature as double)) from t";
    assert_row(&setup, sql, &sums.row()).await;
    let offsets = "select min(\"offset\"), max(\"offset\"), count(*) from t where humidity = 40.25";
    assert_row(&setup, offsets, &format!("4|{}|50000", 4 + 9_999 * 14)).await;
    assert_row(&setup, "select max(\"offset\") from t", &(4 + 9_999 * 14).to_string()).await;
    let sql = format!("select count(*) from bytescope('{place}/*.bin', '{place}/readings.ksy')");
    assert_row("", &sql, "50000").await;
}
