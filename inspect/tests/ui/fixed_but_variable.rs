use binrw::binread;
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binread]
#[inspect(fixed)]
struct Name {
    length: u8,
    #[br(count = length)]
    name: Vec<u8>,
}

fn main() {}
