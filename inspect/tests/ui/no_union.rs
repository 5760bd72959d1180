use binrw::BinRead;
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[derive(BinRead)]
union Either {
    integer: u32,
    float: f32,
}

fn main() {}
