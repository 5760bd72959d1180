//! A part has at least one bit.
bytescope_inspect::bits! {
    struct Flags(u8) {
        low: 4..4,
    }
}

fn main() {}
