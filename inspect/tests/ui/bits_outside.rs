//! Bit ranges must be within the word.
bytescope_inspect::bits! {
    struct Flags(u8) {
        low: 0..4,
        high: 4..9,
    }
}

fn main() {}
