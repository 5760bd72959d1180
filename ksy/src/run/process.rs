//! Byte transformations: `process`.

use super::{Env, Halt, Machine, Res};
use crate::ir::Process;
use crate::value::{ByteString, Val};
use bytescope_inspect::{Buffer, BufferId, Origin, Span, inflate_zlib};

impl Machine<'_> {
    pub(super) fn process(
        &mut self,
        bytes: &ByteString,
        process: &Process,
        env: &Env<'_>,
    ) -> Res<ByteString> {
        // Each routine processes all bytes.
        self.step(self.slice(bytes).len())?;
        if !matches!(process, Process::Zlib) {
            self.count_bytes(self.slice(bytes).len())?;
        }
        let (routine, output) = match process {
            Process::Zlib => {
                let left = self.limits.decompressed.saturating_sub(self.used.inflated);
                let (output, fault) =
                    inflate_zlib(self.slice(bytes), left, self.limits.decompressed);
                if let Some(fault) = fault {
                    return Err(Halt::of(fault));
                }
                self.used.inflated = self.used.inflated.saturating_add(output.len() as u64);
                ("inflated", output)
            }
            Process::Xor(key) => {
                let key = match self.eval(key, env)? {
                    Val::Int(byte) => match u8::try_from(byte) {
                        Ok(byte) => vec![byte],
                        Err(_) => {
                            return Err(Halt::rule(format!(
                                "invalid xor key: expected a byte, found {byte}"
                            )));
                        }
                    },
                    Val::Bytes(key) => self.slice(&key).to_vec(),
                    other => {
                        let message =
                            "invalid xor key: expected a byte or bytes, found ".to_owned();
                        return Err(Halt::rule(message + other.what()));
                    }
                };
                if key.is_empty() {
                    return Err(Halt::rule("xor key must not be empty"));
                }
                let keys = key.iter().cycle();
                ("xored", self.slice(bytes).iter().zip(keys).map(|(a, b)| a ^ b).collect())
            }
            Process::Rotate { by, left } => {
                let by = self.int(by, env)?.rem_euclid(8);
                let by = u32::try_from(by).unwrap_or(0);
                let rotate = |b: &u8| if *left { b.rotate_left(by) } else { b.rotate_right(by) };
                ("rotated", self.slice(bytes).iter().map(rotate).collect())
            }
            Process::Custom(name) => {
                let message =
                    format!("`process: {name}` is a custom routine, which bytescope cannot run");
                return Err(Halt::rule(message));
            }
        };
        Ok(self.derived(routine, bytes, output))
    }

    /// Adds a buffer with the output of a routine, and returns all of its bytes.
    pub(crate) fn derived(
        &mut self,
        routine: &'static str,
        from: &ByteString,
        output: Vec<u8>,
    ) -> ByteString {
        let from = match from {
            ByteString::At { buffer, start, len } => {
                Span::bytes(BufferId(*buffer), *start, start.saturating_add(*len))
            }
            ByteString::Own(_) => Span::default(),
        };
        let len = output.len() as u64;
        self.buffers.push(Buffer {
            bytes: output.into(),
            origin: Origin { process: routine, input: from },
        });
        // Buffer 0 is the source.
        let buffer = u32::try_from(self.buffers.len()).unwrap_or(u32::MAX);
        ByteString::At { buffer, start: 0, len }
    }
}
