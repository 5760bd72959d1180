//! `exact` applies to enums only.
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binrw::binrw]
#[inspect(exact)]
struct Header {
    version: u16,
}

fn main() {}
