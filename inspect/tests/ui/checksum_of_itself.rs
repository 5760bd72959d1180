use binrw::binread;
use bytescope_inspect::Inspect;

#[derive(Inspect)]
#[binread]
struct Frame {
    length: u16,
    #[inspect(checksum(bytescope_inspect::Algorithm::CRC_32, from = length, to = crc))]
    crc: u32,
}

#[derive(Inspect)]
#[binread]
struct Reversed {
    #[inspect(checksum(bytescope_inspect::Algorithm::CRC_32, from = body, to = length))]
    crc: u32,
    length: u16,
    body: u16,
}

fn main() {}
