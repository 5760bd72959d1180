//! What is only read is not made from JSON.
use bytescope_inspect::{FromJson, Inspect};

#[derive(Inspect)]
#[binrw::binrw]
#[inspect(no_from_json)]
struct Header {
    version: u16,
}

fn make<T: FromJson>() {}

fn main() {
    make::<Header>();
}
