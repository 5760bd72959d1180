//! Named values must be distinct.
bytescope_inspect::labels! {
    struct Packing(u8) {
        RAW = 0,
        RLE = 1,
        PACKED = 0x01,
    }
}

fn main() {}
