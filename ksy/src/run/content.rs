//! Formats of encoded content: `-content`.

use super::{Env, FieldRef, Machine, Res};
use crate::content::{gif_lzw, posix_tz};
use crate::ir::ContentRule;
use crate::value::{IoId, Val};
use bytescope_inspect::{Fact, Fault, FaultKind, Quantity, Value};
use gif_lzw::LzwFault;

/// Code sizes of GIF images that can be decoded.
const CODE_SIZES: std::ops::RangeInclusive<u32> = 1..=11;
/// Maximum number of pixels of an image in a generated file.
const MAX_PIXELS: u64 = 1 << 12;

/// Parameters of the LZW codes of an image.
struct LzwParams {
    code_size: u32,
    pixels: u64,
}

impl Machine<'_> {
    /// Verifies the content of a field. A fault does not stop reading.
    pub(super) fn verify_content(&mut self, field_ref: FieldRef, rule: &ContentRule) -> Res<()> {
        let Some(cell) = self.cell(field_ref.object, field_ref.slot).cloned() else {
            return Ok(());
        };
        let start = cell.span.start();
        let fault = match rule {
            ContentRule::PosixTz => match &cell.val {
                Val::Str(text) if !posix_tz::is_valid(text) => {
                    let expected = Fact::description("a POSIX TZ string");
                    Fault::soft(FaultKind::Rule, start, "invalid value")
                        .with(expected, Fact::from(Value::text(&**text)))
                }
                _ => return Ok(()),
            },
            ContentRule::GifLzw { code_size, pixels } => {
                if !self.limits.content {
                    return Ok(());
                }
                let size = cell.span.end().saturating_sub(start);
                self.step(usize::try_from(size).unwrap_or(usize::MAX))?;
                let Some(params) = self.lzw_params(field_ref, code_size, pixels)? else {
                    return Ok(());
                };
                let LzwParams { code_size, pixels } = params;
                let sub_blocks = self.slice_of(cell.span.buffer, start, cell.span.end());
                match gif_lzw::verify(sub_blocks, code_size, pixels) {
                    Ok(()) => return Ok(()),
                    Err(LzwFault::Code { at }) => {
                        let offset = start.saturating_add(at as u64);
                        Fault::soft(FaultKind::Rule, offset, "invalid LZW data")
                    }
                    Err(LzwFault::Pixels { found }) => {
                        let count = |n| Fact::description(Quantity::new(n, "pixel").to_string());
                        let message = "does not match the image size";
                        Fault::soft(FaultKind::Mismatch, start, message)
                            .with(count(pixels), count(found))
                    }
                }
            }
        };
        self.soft_fault(field_ref, fault);
        Ok(())
    }

    /// Writes valid content before the field of a file under construction is read.
    pub(super) fn make_content(
        &mut self,
        field_ref: FieldRef,
        rule: &ContentRule,
        io: IoId,
    ) -> Res<()> {
        let bytes = match rule {
            ContentRule::PosixTz => return Ok(()),
            ContentRule::GifLzw { code_size, pixels } => {
                match self.lzw_params(field_ref, code_size, pixels)? {
                    Some(LzwParams { code_size, pixels }) if pixels <= MAX_PIXELS => {
                        gif_lzw::encode(code_size, pixels)
                    }
                    _ => return Ok(()),
                }
            }
        };
        self.align(io);
        self.put(io, &bytes)
    }

    /// Evaluates the parameters of LZW codes; `None` if the codes cannot be decoded with them,
    /// which is a fault of other fields.
    fn lzw_params(
        &mut self,
        field_ref: FieldRef,
        code_size: &crate::ir::Ex,
        pixels: &crate::ir::Ex,
    ) -> Res<Option<LzwParams>> {
        let env = Env::of(field_ref.object);
        let code_size = u32::try_from(self.int(code_size, &env)?).ok();
        let pixels = u64::try_from(self.int(pixels, &env)?).ok();
        let params = code_size.filter(|size| CODE_SIZES.contains(size)).zip(pixels);
        Ok(params.map(|(code_size, pixels)| LzwParams { code_size, pixels }))
    }
}
