//! A flat field has no name in JSON, so it cannot be omitted.
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binrw::binrw]
struct Version {
    number: u16,
}

#[derive(Inspect)]
#[binrw::binrw]
struct Header {
    #[inspect(flat, default = Version { number: 1 })]
    version: Version,
}

fn main() {}
