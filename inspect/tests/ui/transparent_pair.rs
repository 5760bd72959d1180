//! A transparent struct must have a single field.
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binrw::binrw]
#[inspect(transparent)]
struct Pair(u8, u8);

fn main() {}
