//! Bit ranges must not overlap.
bytescope_inspect::bits! {
    struct Flags(u8) {
        low: 0..4,
        high: 3..8,
    }
}

fn main() {}
