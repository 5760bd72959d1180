#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| bytescope_properties::ksy_write(data));
