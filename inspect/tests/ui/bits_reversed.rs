//! Bit ranges must not be empty or reversed.
bytescope_inspect::bits! {
    struct Flags(u8) {
        low: 4..4,
    }
}

fn main() {}
