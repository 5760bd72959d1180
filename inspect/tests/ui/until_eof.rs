use binrw::binread;
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binread]
struct Lengths {
    #[br(parse_with = binrw::helpers::until_eof)]
    lengths: Vec<u16>,
}

fn main() {}
