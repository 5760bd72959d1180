use binrw::binread;
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binread]
struct Length {
    #[inspect(hexadecimal)]
    length: u16,
}

fn main() {}
