use binrw::binread;
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binread]
#[br(map = |raw: u16| Length(raw))]
struct Length(u16);

fn main() {}
