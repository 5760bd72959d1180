use binrw::binread;
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binread]
struct Length {
    #[br(map_stream = |stream| stream)]
    length: u16,
}

fn main() {}
