//! Encoding of numbers, strings and bytes at known offsets.

use crate::flat::leaf::{FlatLeaf, LeafForm};
use crate::ir::Program;
use crate::value::unsigned;
use crate::write::decode_hex;
use bytescope_inspect::{parse_f32, parse_f64};
use std::collections::HashMap;

/// Encoder of a value.
#[derive(Debug)]
pub(super) struct LeafEncoder {
    leaf: FlatLeaf,
    /// Number of each label of an enum.
    labels: Option<HashMap<Box<str>, i128>>,
}

impl LeafEncoder {
    pub(super) fn new(program: &Program, leaf: &FlatLeaf) -> Self {
        let labels = leaf.enumeration.map(|id| {
            let mut numbers = HashMap::new();
            let labels = program.enums.get(id.index()).into_iter().flat_map(|def| &def.labels);
            for (number, (name, _)) in labels {
                let known: &mut i128 = numbers.entry((**name).into()).or_insert(*number);
                *known = (*known).min(*number);
            }
            numbers
        });
        Self { leaf: leaf.clone(), labels }
    }

    /// Encodes an integer; `None` if the field cannot store it.
    pub(super) fn integer(&self, n: i128, item: &mut [u8]) -> Option<()> {
        match self.leaf.form {
            LeafForm::Float { .. } => return self.float(n as f64, item),
            LeafForm::Bytes | LeafForm::Text => return None,
            LeafForm::Int { .. } | LeafForm::Bits { .. } => {}
        }
        self.put(n, item)?;
        // A number that is out of range is not read back.
        (self.leaf.int(item) == Some(n)).then_some(())
    }

    pub(super) fn boolean(&self, on: bool, item: &mut [u8]) -> Option<()> {
        matches!(self.leaf.form, LeafForm::Bits { count: 1, .. })
            .then(|| self.integer(on.into(), item))?
    }

    pub(super) fn float(&self, n: f64, item: &mut [u8]) -> Option<()> {
        let LeafForm::Float { .. } = self.leaf.form else { return None };
        let bits = if self.leaf.size == 4 { u64::from(single(n)?.to_bits()) } else { n.to_bits() };
        self.put(bits.into(), item)
    }

    pub(super) fn text(&self, text: &str, item: &mut [u8]) -> Option<()> {
        match self.leaf.form {
            LeafForm::Int { .. } | LeafForm::Bits { .. } => {
                let number = *self.labels.as_ref()?.get(text)?;
                self.integer(number, item)
            }
            LeafForm::Float { .. } => {
                let bits = if self.leaf.size == 4 {
                    parse_f32(text)?.to_bits().into()
                } else {
                    parse_f64(text)?.to_bits()
                };
                self.put(bits.into(), item)
            }
            LeafForm::Bytes => {
                let content = decode_hex(text)?;
                self.put_content(content.clone(), item)?;
                (self.leaf.content(item) == Some(&content)).then_some(())
            }
            LeafForm::Text => {
                let encoding = self.leaf.content.as_ref()?.encoding?;
                self.put_content(encoding.encode(text)?, item)?;
                (self.leaf.text(item) == text).then_some(())
            }
        }
    }

    /// Stores the low bits of a number.
    fn put(&self, n: i128, item: &mut [u8]) -> Option<()> {
        let FlatLeaf { at, size, form, .. } = self.leaf;
        let place = item.get_mut(at..at.checked_add(size)?)?;
        let (word, little) = match form {
            LeafForm::Bits { count, shift, little, .. } => {
                let mask = u64::MAX.checked_shr(64_u32.checked_sub(count)?)?;
                let value = (n as u64 & mask).checked_shl(shift)?;
                (unsigned(place, little) & !mask.checked_shl(shift)? | value, little)
            }
            LeafForm::Int { little, .. } | LeafForm::Float { little } => (n as u64, little),
            LeafForm::Bytes | LeafForm::Text => return None,
        };
        if little {
            place.copy_from_slice(word.to_le_bytes().get(..size)?);
        } else {
            place.copy_from_slice(word.to_be_bytes().get(8_usize.checked_sub(size)?..)?);
        }
        Some(())
    }

    /// Stores content with its terminator and padding; `None` if it does not have the size of the
    /// field.
    fn put_content(&self, mut content: Vec<u8>, item: &mut [u8]) -> Option<()> {
        let FlatLeaf { at, size, .. } = self.leaf;
        if content.len() < size {
            self.leaf.content.as_ref()?.fill(&mut content, size)?;
        }
        let place = item.get_mut(at..at.checked_add(size)?)?;
        if place.len() != content.len() {
            return None;
        }
        place.copy_from_slice(&content);
        Some(())
    }
}

/// Rounds a number to 32 bits; `None` if the digits may have to be rounded differently.
fn single(n: f64) -> Option<f32> {
    // Between two 32-bit numbers, the digits decide.
    const HALF: u64 = 1 << 28;
    let is_between = n.to_bits() & ((HALF << 1) - 1) == HALF;
    let is_normal = n == 0.0 || n.abs() >= f64::from(f32::MIN_POSITIVE);
    (is_normal && !is_between).then_some(n as f32)
}
