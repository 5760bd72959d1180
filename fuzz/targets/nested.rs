#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| bytescope_properties::nested(data));
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    bytescope_properties::mutate(data, size, max_size, seed, libfuzzer_sys::fuzzer_mutate)
});
