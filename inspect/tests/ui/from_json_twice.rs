//! `from_json` and `no_from_json` cannot be combined.
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binrw::binrw]
#[inspect(from_json = make, no_from_json)]
struct Header {
    version: u16,
}

fn main() {}
