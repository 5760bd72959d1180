use binrw::binread;
use bytescope_inspect::Inspect;

#[binread]
#[derive(Inspect)]
struct Length {
    length: u16,
}

fn main() {}
