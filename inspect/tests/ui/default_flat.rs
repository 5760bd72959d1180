//! A flat field has no name in JSON that could be left out.
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
