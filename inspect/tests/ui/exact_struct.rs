//! Only an enum has forms to choose from.
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binrw::binrw]
#[inspect(exact)]
struct Header {
    version: u16,
}

fn main() {}
