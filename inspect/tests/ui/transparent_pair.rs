//! What two fields are is not what one of them is.
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binrw::binrw]
#[inspect(transparent)]
struct Pair(u8, u8);

fn main() {}
