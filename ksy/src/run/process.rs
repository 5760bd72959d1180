//! Bytes made from other bytes: `process`.

use super::{Env, Machine, Res, Stop};
use crate::ir::Process;
use crate::value::{Bytes, Val};
use bytescope_inspect::{Buffer, BufferId, Limit, Origin, Span};
use flate2::{Decompress, FlushDecompress, Status};

impl Machine<'_> {
    pub(super) fn process(
        &mut self,
        bytes: &Bytes,
        process: &Process,
        env: &Env<'_>,
    ) -> Res<Bytes> {
        // Each routine goes over all bytes.
        self.step(self.slice(bytes).len())?;
        if !matches!(process, Process::Zlib) {
            self.make_room(self.slice(bytes).len())?;
        }
        let (how, made) = match process {
            Process::Zlib => {
                let left = self.limits.inflated.saturating_sub(self.used.inflated);
                let most = self.limits.inflated;
                let made = inflate(self.slice(bytes), left, most)?;
                self.used.inflated = self.used.inflated.saturating_add(made.len() as u64);
                ("inflated", made)
            }
            Process::Xor(key) => {
                let key = match self.eval(key, env)? {
                    Val::Int(byte) => match u8::try_from(byte) {
                        Ok(byte) => vec![byte],
                        Err(_) => {
                            return Err(Stop::rule(format!(
                                "the key of xor is {byte}, not a byte"
                            )));
                        }
                    },
                    Val::Bytes(key) => self.slice(&key).to_vec(),
                    other => return Err(Stop::rule(format!("the key of xor is {}", other.what()))),
                };
                if key.is_empty() {
                    return Err(Stop::rule("the key of xor has no bytes"));
                }
                let keys = key.iter().cycle();
                ("xored", self.slice(bytes).iter().zip(keys).map(|(a, b)| a ^ b).collect())
            }
            Process::Rotate { by, left } => {
                let by = self.int(by, env)?.rem_euclid(8);
                let by = u32::try_from(by).unwrap_or(0);
                let turn = |b: &u8| if *left { b.rotate_left(by) } else { b.rotate_right(by) };
                ("rotated", self.slice(bytes).iter().map(turn).collect())
            }
            Process::Custom(name) => {
                let message = format!("`process: {name}` is a routine of another program");
                return Err(Stop::rule(message));
            }
        };
        Ok(self.derived(how, bytes, made))
    }

    /// Keeps bytes that were made, as a buffer of their own.
    pub(crate) fn derived(&mut self, how: &'static str, from: &Bytes, made: Vec<u8>) -> Bytes {
        let from = match from {
            Bytes::At { buffer, start, len } => {
                Span::bytes(BufferId(*buffer), *start, start.saturating_add(*len))
            }
            Bytes::Own(_) => Span::default(),
        };
        let len = made.len() as u64;
        self.buffers.push(Buffer { bytes: made.into(), origin: Origin { how, from } });
        // Buffer 0 is the source.
        let buffer = u32::try_from(self.buffers.len()).unwrap_or(u32::MAX);
        Bytes::At { buffer, start: 0, len }
    }
}

/// Expands zlib data; `left` bytes may still be made.
fn inflate(data: &[u8], left: u64, most: u64) -> Res<Vec<u8>> {
    const CHUNK: usize = 64 << 10;
    let mut state = Decompress::new(true);
    let mut out = Vec::new();
    loop {
        let used = usize::try_from(state.total_in()).unwrap_or(usize::MAX);
        let rest = data.get(used..).unwrap_or_default();
        out.reserve(CHUNK.min(data.len().saturating_mul(4).saturating_add(64)));
        let (before, space) = (out.len(), out.capacity());
        let status = state
            .decompress_vec(rest, &mut out, FlushDecompress::None)
            .map_err(|e| Stop::rule(format!("not valid zlib data: {e}")))?;
        if out.len() as u64 > left {
            let message = format!("zlib data expands to more than {most} bytes");
            return Err(Stop::limit(Limit::Inflated, message));
        }
        match status {
            Status::StreamEnd => return Ok(out),
            _ if out.len() == before
                && out.capacity() == space
                && state.total_in() as usize == used =>
            {
                return Err(Stop::rule("the zlib data is cut short"));
            }
            _ => {}
        }
    }
}
