//! A function that makes it from JSON, and no JSON to be made from.
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binrw::binrw]
#[inspect(from_json = make, no_from_json)]
struct Header {
    version: u16,
}

fn main() {}
