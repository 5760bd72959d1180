//! Byte transformations: `process`.

use super::{Env, Halt, Machine, Res};
use crate::ir::Process;
use crate::value::{ByteString, Val};
use bytescope_inspect::{Buffer, BufferId, Limit, Origin, Span};
use flate2::{Decompress, FlushDecompress, Status};

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
        let (how, made) = match process {
            Process::Zlib => {
                let left = self.limits.decompressed.saturating_sub(self.used.inflated);
                let most = self.limits.decompressed;
                let made = inflate(self.slice(bytes), left, most)?;
                self.used.inflated = self.used.inflated.saturating_add(made.len() as u64);
                ("inflated", made)
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
                    return Err(Halt::rule("invalid xor key: empty"));
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
                let message =
                    format!("`process: {name}` is a custom routine, which bytescope cannot run");
                return Err(Halt::rule(message));
            }
        };
        Ok(self.derived(how, bytes, made))
    }

    /// Adds a buffer of derived bytes.
    pub(crate) fn derived(
        &mut self,
        how: &'static str,
        from: &ByteString,
        made: Vec<u8>,
    ) -> ByteString {
        let from = match from {
            ByteString::At { buffer, start, len } => {
                Span::bytes(BufferId(*buffer), *start, start.saturating_add(*len))
            }
            ByteString::Own(_) => Span::default(),
        };
        let len = made.len() as u64;
        self.buffers
            .push(Buffer { bytes: made.into(), origin: Origin { process: how, input: from } });
        // Buffer 0 is the source.
        let buffer = u32::try_from(self.buffers.len()).unwrap_or(u32::MAX);
        ByteString::At { buffer, start: 0, len }
    }
}

/// Decompresses zlib data of at most `left` bytes; `most` is the limit that messages show.
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
            .map_err(|e| Halt::rule(format!("invalid zlib stream: {e}")))?;
        if out.len() as u64 > left {
            return Err(Halt::limit(Limit::Decompressed, most));
        }
        match status {
            Status::StreamEnd => return Ok(out),
            _ if out.len() == before
                && out.capacity() == space
                && state.total_in() as usize == used =>
            {
                return Err(Halt::rule("truncated zlib stream"));
            }
            _ => {}
        }
    }
}
