use binrw::binread;
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binread]
struct Length {
    #[inspect(fixed)]
    length: u16,
}

fn main() {}
