//! `show` applies to structs only: variants have no common fields.
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binrw::binrw]
#[inspect(show = |cx, _| cx.leaf(1_u8))]
enum Form {
    One(u8),
}

fn main() {}
