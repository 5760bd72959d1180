//! The forms of an enum have no fields in common that could be shown otherwise.
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binrw::binrw]
#[inspect(show = |cx, _| cx.leaf(1_u8))]
enum Form {
    One(u8),
}

fn main() {}
