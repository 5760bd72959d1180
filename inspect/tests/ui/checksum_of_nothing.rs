use binrw::binread;
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binread]
struct Frame {
    length: u16,
    #[inspect(checksum(bytescope_inspect::Algorithm::CRC_32, from = length, to = body))]
    crc: u32,
}

fn main() {}
