//! A type with `no_from_json` does not implement `FromJson`.
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
