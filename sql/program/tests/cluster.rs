//! Clusters of real processes on this machine.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../../datafusion/tests/common/mod.rs"]
mod common;

use common::{Sums, folder, frames, records, ubx};
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Maximum time of a query in which an executor is killed.
const LIMIT: Duration = Duration::from_secs(60);

const PROGRAM: &str = env!("CARGO_BIN_EXE_bytescope-sql");

/// Processes, which end with the test.
struct Cluster {
    scheduler: Child,
    executors: Vec<Child>,
    address: String,
    folder: PathBuf,
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for process in self.executors.iter_mut().chain([&mut self.scheduler]) {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// Returns two consecutive free ports.
fn free_ports() -> u16 {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        if port < u16::MAX && TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return port;
        }
    }
}

/// Waits until a condition is true.
fn wait_until(what: &str, limit: Duration, mut is_true: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_true() {
        assert!(start.elapsed() < limit, "{what}: not after {limit:?}");
        thread::sleep(Duration::from_millis(5));
    }
}

fn wait_for_port(port: u16) {
    let address: SocketAddr = ([127, 0, 0, 1], port).into();
    wait_until("port", Duration::from_secs(30), || TcpStream::connect(address).is_ok());
}

fn spawn(folder: &Path, name: &str, args: &[&str]) -> Child {
    let log = fs::File::create(folder.join(format!("{name}.log"))).unwrap();
    let mut command = Command::new(PROGRAM);
    command.args(args).current_dir(folder).stdout(Stdio::null()).stderr(log);
    command.spawn().unwrap()
}

impl Cluster {
    /// Starts a scheduler and two executors with one task each.
    fn start(folder: &Path) -> Self {
        let port = free_ports();
        let (text, address) = (port.to_string(), format!("127.0.0.1:{port}"));
        let args = ["scheduler", "--port", &text, "--lost-after", "5"];
        let scheduler = spawn(folder, "scheduler", &args);
        let mut cluster =
            Self { scheduler, executors: Vec::new(), address, folder: folder.to_owned() };
        wait_for_port(port);
        for name in ["first", "second"] {
            let port = free_ports();
            let work_dir = folder.join(name);
            fs::create_dir_all(&work_dir).unwrap();
            let args =
                ["executor", "--scheduler", &cluster.address, "--tasks", "1", "--heartbeat", "1"];
            let port_text = port.to_string();
            let more = ["--port", &port_text, "--work-dir", name];
            let executor = spawn(folder, &format!("{name}-log"), &[&args[..], &more].concat());
            cluster.executors.push(executor);
            wait_for_port(port);
        }
        cluster
    }

    fn query(&self, sql: &str) -> Child {
        Command::new(PROGRAM)
            .args(["--scheduler", &self.address, "--to", "csv", "-p", "16", "--timeout", "120"])
            .args(["-e", &format!("set datafusion.optimizer.repartition_file_min_size = 0; {sql}")])
            .current_dir(&self.folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Returns the number of folders of a stage in the results of the executors.
    fn has_stage(&self, stage: &str) -> bool {
        ["first", "second"].iter().any(|name| {
            let jobs = fs::read_dir(self.folder.join(name)).unwrap();
            jobs.flatten().any(|job| job.path().join(stage).exists())
        })
    }
}

/// Returns the rows without the header.
fn rows(query: Child) -> Vec<String> {
    let out = query.wait_with_output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}

/// Writes records and returns a table, a query with a large intermediate result, and its row.
fn large_query(folder: &Path) -> (String, String) {
    let (mut total, data) = (Sums::default(), folder.join("data"));
    fs::create_dir_all(&data).unwrap();
    for file in 0..4 {
        let (bytes, sums) = records(file, 150_000);
        fs::write(data.join(format!("{file}.bin")), bytes).unwrap();
        total.join(&sums);
    }
    let sql = "create external table t stored as bytescope location 'data/*.bin' options (format 'sensor'); \
        select sum(n), sum(ids), sum(celsius) from (\
            select \"offset\" as k, count(*) as n, sum(sensor_id) as ids, sum(temperature) as celsius \
            from t where humidity > 1 group by \"offset\")";
    (sql.to_owned(), format!("{},{},{:?}", total.rows, total.ids, total.temperatures))
}

#[test]
fn answers_equal_those_of_one_process() {
    let folder = folder("cluster");
    let cluster = Cluster::start(&folder);
    let (sql, expected) = large_query(&folder);
    assert_eq!(rows(cluster.query(&sql)), [expected]);
    let (bytes, sums) = frames(1, 20_000);
    fs::write(folder.join("noise.bin"), bytes).unwrap();
    let sql = "select count(*), sum(sensor_id), sum(temperature) from bytescope('noise.bin', 'sensor_frame')";
    let expected = format!("{},{},{:?}", sums.rows, sums.ids, sums.temperatures);
    assert_eq!(rows(cluster.query(sql)), [expected]);
    let (bytes, count, sum) = ubx(2, 3_000);
    fs::write(folder.join("rover.ubx"), bytes).unwrap();
    let sql = "select count(*), sum(cast(\"payload.lat\" as bigint)) \
        from bytescope('rover.ubx', 'ubx', 'message', 'nav_pvt')";
    assert_eq!(rows(cluster.query(sql)), [format!("{count},{sum}")]);
    // The schema travels in the plan: its file is needed only by the client.
    fs::create_dir_all(folder.join("client")).unwrap();
    fs::write(folder.join("client/readings.ksy"), "meta: {id: readings, endian: le, imports: [reading]}\nseq: [{id: magic, contents: RDGS}, {id: items, type: reading, repeat: eos}]").unwrap();
    fs::write(folder.join("client/reading.ksy"), "meta: {id: reading, endian: le}\nseq: [{id: time, type: u4}, {id: sensor_id, type: u2}, {id: temperature, type: f4}, {id: humidity, type: f4}]").unwrap();
    let (bytes, sums) = common::list(4, 5_000);
    fs::create_dir_all(folder.join("days/day=1")).unwrap();
    fs::create_dir_all(folder.join("days/day=2")).unwrap();
    fs::write(folder.join("days/day=1/list.bin"), &bytes).unwrap();
    fs::write(folder.join("days/day=2/list.bin"), &bytes).unwrap();
    let place = folder.display();
    let sql = format!(
        "create external table t stored as bytescope partitioned by (day) location '{place}/days/day=*/*.bin' \
             options (schema 'readings.ksy'); \
         select day, count(*), sum(sensor_id), sum(temperature) from t where humidity > 1 \
             group by day order by day"
    );
    let mut client = Command::new(PROGRAM);
    client.args(["--scheduler", &cluster.address, "--to", "csv", "-e", &sql]);
    client.current_dir(folder.join("client")).stdout(Stdio::piped()).stderr(Stdio::piped());
    let expected = |day: u8| format!("{day},{},{},{:?}", sums.rows, sums.ids, sums.temperatures);
    assert_eq!(rows(client.spawn().unwrap()), [expected(1), expected(2)]);
    // Settings travel, too.
    let sql = "set bytescope.strict = true; select crc from bytescope('noise.bin', 'sensor_frame')";
    let out = cluster.query(sql).wait_with_output().unwrap();
    let message = String::from_utf8(out.stderr).unwrap();
    assert!(message.contains("noise.bin: at 0x"), "{message}");
}

/// Kills an executor when a stage has started, and returns the time until the answer.
fn kill_in_stage(name: &str, stage: &str) {
    let runs = std::env::var("CLUSTER_RUNS").map_or(1, |runs| runs.parse().unwrap());
    for run in 0..runs {
        let folder = folder(&format!("{name}-{run}"));
        let (sql, expected) = large_query(&folder);
        let mut cluster = Cluster::start(&folder);
        let query = cluster.query(&sql);
        wait_until(stage, LIMIT, || cluster.has_stage(stage));
        let killed = Instant::now();
        cluster.executors[run % 2].kill().unwrap();
        assert_eq!(rows(query), [expected], "run {run}");
        let elapsed = killed.elapsed();
        println!("{name}, run {run}: answer {elapsed:.1?} after the loss of an executor");
        assert!(elapsed < LIMIT, "run {run}: {elapsed:?}");
    }
}

#[test]
fn executor_is_lost_in_the_map_stage() {
    kill_in_stage("map", "1");
}

#[test]
fn executor_is_lost_in_the_reduce_stage() {
    kill_in_stage("reduce", "2");
}
