//! Bit ranges must not be empty.
bytescope_inspect::bits! {
    struct Flags(u8) {
        low: 4..4,
    }
}

fn main() {}
